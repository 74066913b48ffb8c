"""Feeds as the servers of the day write them, and one to order."""

MASTODON = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:webfeeds="http://webfeeds.org/rss/1.0" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>CPJ</title><link>https://social.example.org/@cpj</link><description>Public posts</description>
<item><guid isPermaLink="true">https://social.example.org/@cpj/111</guid>
<link>https://social.example.org/@cpj/111</link><pubDate>Mon, 02 Nov 2026 14:00:00 +0000</pubDate>
<description>&lt;p&gt;Sign today.&lt;br /&gt;It takes a &lt;strong&gt;minute&lt;/strong&gt;: &lt;a href="https://act.example.org"&gt;act.example.org&lt;/a&gt;&lt;/p&gt;&lt;p&gt;Merci &amp;amp; thanks&lt;/p&gt;</description>
</item>
<item><guid isPermaLink="true">https://social.example.org/@cpj/110</guid>
<link>https://social.example.org/@cpj/110</link><pubDate>Sun, 01 Nov 2026 14:00:00 +0000</pubDate>
<description>&lt;p&gt;Élodie a écrit&amp;nbsp;: « bonjour »&lt;/p&gt;</description>
</item></channel></rss>"""

BLUESKY = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<rss version="2.0"><channel><title>@cpj.bsky.social - CPJ</title><link>https://bsky.example/profile/cpj</link>
<description></description>
<item><link>https://bsky.example/profile/cpj/post/3k</link><description>Plain words &amp; nothing else
on two lines</description><pubDate>02 Nov 2026 14:00 +0000</pubDate>
<guid isPermaLink="false">at://did:plc:x/app.bsky.feed.post/3k</guid></item></channel></rss>"""

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><id>urn:x</id><updated>2026-11-02T14:00:00Z</updated>
<entry><title>Only a title</title><id>urn:1</id><updated>2026-11-02T14:00:00Z</updated>
<link rel="alternate" href="https://example.org/1"/></entry>
<entry><title>Ignored</title><id>urn:2</id><updated>2026-11-01T14:00:00Z</updated>
<link href="https://example.org/2"/><content type="html">&lt;p&gt;The content&lt;/p&gt;</content><summary>No</summary></entry>
</feed>"""


def rss(*items):
    """A feed of items given as {tag: text}."""
    defaults = {"link": "https://example.org/1", "pubDate": "Mon, 02 Nov 2026 14:00:00 +0000", "description": "Words"}
    rows = "".join(
        "<item>" + "".join(f"<{tag}>{text}</{tag}>" for tag, text in (defaults | item).items()) + "</item>"
        for item in items
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{rows}</channel></rss>'
