"""What a delivery pack consists of.

facts      the numbers of a petition at a moment, kept with the pack
addressee  to whom, and how they are addressed
letter     the cover letter, as an edition for PDF and Word
statement  how the signatures were collected, checked and counted, as an edition
names      the signatories: volumes of a list, and rows of a table
files      which files there are, what they are called, and how each is made
manifest   the list of all files with their checksums
"""
