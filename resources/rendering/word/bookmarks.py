"""Names for the places that links inside a file lead to."""


class Bookmarks:
    """The headings of a tree by their ids: a number, and a name as short as Word wants (40 characters)."""

    def __init__(self, tree):
        ids = [heading.get("id") for heading in tree.iter("h2", "h3", "h4") if heading.get("id")]
        self._numbers = {identity: number for number, identity in enumerate(ids, 1)}

    def number(self, identity):
        return self._numbers.get(identity)

    def name(self, identity):
        """Names that begin with an underscore are not listed in Word's dialogue; _Toc is what it makes itself."""
        return f"_Toc{self._numbers[identity]:08d}"
