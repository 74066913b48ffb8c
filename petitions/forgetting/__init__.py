"""What is forgotten, each thing on its own clock: a list of steps that can be counted first and done then.

A step is done in batches of one transaction each. Whenever it is broken off, what is done is done, and the next run
goes on with the rest. Nothing is read into memory but the keys of one batch.
"""

from petitions.forgetting import files, library, mails, signatures, staff

# What apps above this one keep of somebody; see `register`.
_further = []


def register(*steps):
    """Steps of an app that imports petitions, registered when the site starts: `manage.py forget` takes them along."""
    _further.extend(steps)


def all_steps():
    """In the order in which they run: rows first, then the files that no row names any more."""
    return (*signatures.STEPS, *mails.STEPS, *library.STEPS, *_further, *files.STEPS, *staff.STEPS)
