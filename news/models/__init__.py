"""What happens: news and events, and the categories that sort them."""

from news.models.category import Category
from news.models.events import EventIndexPage, EventPage
from news.models.news import NewsIndexPage, NewsPage

__all__ = ["Category", "EventIndexPage", "EventPage", "NewsIndexPage", "NewsPage"]
