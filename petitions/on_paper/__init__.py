"""Collecting on paper: the page that offers the sheets, and the private page of a group that carries them round."""
