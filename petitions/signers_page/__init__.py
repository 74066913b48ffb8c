"""The signer's own page, behind the private link in every mail: see, correct, withdraw, download, erase."""
