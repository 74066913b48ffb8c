"""What apps further up listen to.

`content_saved(sender, instance)`: staff saved a record, relations included, or an action changed its state.
"""

from django.dispatch import Signal

content_saved = Signal()
