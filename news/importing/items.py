"""An item of the old site, in whichever file it came."""

import datetime
import hashlib
import json
from dataclasses import asdict, dataclass, field
from urllib.parse import urlsplit, urlunsplit


@dataclass
class Attached:
    """A file of the old site's library: WordPress tells more of it than the story does."""

    address: str
    alternative: str = ""
    caption: str = ""


@dataclass
class Item:
    """What the old site says; nothing is cleaned yet, all HTML is as it came.

    `refusal` says why it is not to be taken at all. `base` is what relative addresses of pictures
    begin with: a file name in a folder, else the address.
    """

    address: str
    title: str = ""
    html: str = ""
    summary: str = ""
    date: datetime.date | None = None
    slug: str = ""
    categories: list[tuple[str, str]] = field(default_factory=list)
    picture: Attached | None = None
    attached: dict[str, Attached] = field(default_factory=dict)
    publisher: str = ""
    source_address: str = ""
    more_addresses: list[str] = field(default_factory=list)
    base: str = ""
    plain_lines: bool = False
    comments: int = 0
    refusal: str = ""

    def digest(self) -> str:
        """Changes when the item does; `comments` are not taken, so they do not count."""
        facts = asdict(self)
        del facts["comments"]
        written = json.dumps(facts, sort_keys=True, default=str)
        return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def normal_address(address: str) -> str:
    """`address` as two ways of writing it agree: no fragment, host in small letters, no end slash.

    The scheme does not count: the old site may have moved to https between two exports.
    """
    parts = urlsplit(address.strip())
    query = "&".join(sorted(filter(None, parts.query.split("&"))))
    netloc = parts.netloc.lower().removeprefix("www.")
    path = parts.path.rstrip("/") or "/"
    return urlunsplit(("", netloc, path, query, ""))
