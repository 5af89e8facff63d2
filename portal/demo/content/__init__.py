"""What the demo says. The facts are those of mid-2025; every sentence is the project's own.

Real people are never quoted: what they said is told as a paraphrase.
"""

from portal.demo.content.events import EVENT_PAGES
from portal.demo.content.glossary import GLOSSARY_PAGES
from portal.demo.content.home import HOME_PAGES
from portal.demo.content.news import NEWS_PAGES
from portal.demo.content.notices import NOTICE_PAGES
from portal.demo.content.people import PEOPLE_PAGES

# Parents stand before their children, and pages of the menu in its order.
PAGES = [*HOME_PAGES, *NEWS_PAGES, *EVENT_PAGES, *PEOPLE_PAGES, *GLOSSARY_PAGES, *NOTICE_PAGES]

__all__ = ["PAGES"]
