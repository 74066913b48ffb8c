"""Calling a member of Parliament about a campaign: the numbers, the words, and how it went.

desks    the telephones of a member, and which hours they keep
script   what stands in the scripts for names that a page knows or does not know
forms    "How did it go?"
actions  counting a call
views    the page of a campaign's calls, and the thanks after one
"""
