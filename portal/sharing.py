"""How a reader hands a page on: plain links, which tell nobody anything unless followed."""

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import quote, urlencode

# The paths of what each network opens for an address; none asks for a script of theirs.
LINKEDIN = "https://www.linkedin.com/sharing/share-offsite/"
FACEBOOK = "https://www.facebook.com/sharer/sharer.php"
X = "https://x.com/intent/post"
# RFC 6068 wants line breaks in the body of a letter as CR and LF.
NEW_LINE = "\r\n"


class ShareLink(NamedTuple):
    """A network by its name, and where it opens a post about the page."""

    network: str
    url: str


def letter_url(title: str, lead: str, address: str, facts: Iterable[str] = ()) -> str:
    """A mailto: link to a letter about the page, to whomever the reader will choose.

    `facts` stand first, a line each: when and where an event is.

    Encoded as RFC 6068 wants it: UTF-8, spaces as %20, which mail programs do not take a plus for.
    """
    body = (NEW_LINE * 2).join(
        filter(None, [NEW_LINE.join(facts), " ".join(lead.split()), address])
    )
    return "mailto:?" + urlencode({"subject": title, "body": body}, quote_via=quote)


def share_links(title: str, address: str) -> list[ShareLink]:
    """Where a page of that title and absolute address is posted, network by network."""
    return [
        ShareLink("LinkedIn", f"{LINKEDIN}?{urlencode({'url': address})}"),
        ShareLink("Facebook", f"{FACEBOOK}?{urlencode({'u': address})}"),
        ShareLink("X", f"{X}?{urlencode({'text': title, 'url': address})}"),
    ]
