"""What happens: news and events, the categories that sort them, the people who speak there."""

from news.models.category import Category
from news.models.events import EventIndexPage, EventPage
from news.models.imported import ImportedNews, UnfinishedFile
from news.models.news import NewsIndexPage, NewsPage
from news.models.people import PeoplePage

__all__ = [
    "Category",
    "EventIndexPage",
    "EventPage",
    "ImportedNews",
    "NewsIndexPage",
    "NewsPage",
    "PeoplePage",
    "UnfinishedFile",
]
