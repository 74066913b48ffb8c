"""What the staff pages need beyond the site's Content-Security-Policy; public pages keep the strict one.

The rich text editor names its modules in an inline import map, which is let in by a nonce. It also writes style
elements and style attributes of its own (selected cells, the drop cursor), which no nonce can reach.
"""

from csp.constants import NONCE, SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from js_asset import Media

allow_editor = csp_update({"script-src": [SELF, NONCE], "style-src": [SELF, UNSAFE_INLINE]})


def with_nonce(media, request):
    """`media` whose tags carry this request's nonce."""
    return Media.from_media(media, nonce=str(request.csp_nonce))
