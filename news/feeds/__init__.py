"""News as Atom, RSS and JSON Feed: what of it, as which HTML, in which format."""

from news.feeds.content import FeedRequest, feed_response
from news.feeds.formats import FORMATS

__all__ = ["FORMATS", "FeedRequest", "feed_response"]
