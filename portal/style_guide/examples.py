"""What the samples say: the demo's own pages and facts, without a database behind them.

Nothing is stored and nothing is asked, but for a picture, a person and a document of the library
where there is one.
"""

from array import array
from collections import defaultdict
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import override
from wagtail.blocks import StreamValue
from wagtail.embeds.blocks import EmbedValue
from wagtail.models import Locale, Page

from home.contact import ContactFormBuilder, ContactFormField
from home.glossary import by_letter, entries_in
from news.models import Category
from news.statements import Mention, Speaker
from portal.addresses import absolute_url
from portal.blocks.pictures import any_picture
from portal.demo.content import PAGES
from portal.demo.content.facts import ASSOCIATION, CATEGORIES, MAP_URL
from portal.demo.content.glossary import GLOSSARY
from portal.demo.content.notices import FORM_FIELDS
from portal.demo.page import DemoPage, Library
from portal.demo.shared import both
from portal.demo.text import T
from portal.frame import Frame
from portal.models import GlossaryTerm, Person, PortalSettings, UntranslatedTexts
from portal.newsroom.readers import Reading, Told
from portal.pagination import NearestPaginator
from portal.style_guide.samples import STORY
from search.backends.vocabulary import Group
from search.listing import Asked, Elsewhere, Hit, Listing
from search.listing.shelf import Found, Shelf

NOWHERE = "#"
YEARS = T(
    "Rok;Firmy;Miejsca pracy\n2022;12;340\n2023;15;\n2024;19;525\n2025;24;610",
    "Year;Companies;Jobs\n2022;12;340\n2023;15;\n2024;19;525\n2025;24;610",
)
ZONE = T("strefa przemysłowa", "industrial zone")


class ExampleFrame(Frame):
    """What stands around a page of the demo, told by the demo's content."""

    def __init__(self, request: HttpRequest, language: str) -> None:
        super().__init__(request, None, language)
        self.pages: dict[str, Page] = {}
        for number, demo in enumerate(PAGES):
            # A page that says something only in Polish is no example for both languages.
            if demo.translated:
                self.pages[demo.key] = self._page(number, demo)
        self.settings = PortalSettings(**self._said(ASSOCIATION))
        self.name = self.settings.name
        self.home = self.pages["home"]
        self.menu = [page for page in self.pages.values() if page.show_in_menus]
        self.contact_page = self.pages["contact"]
        self.news_page = self.pages["news"]
        self.events_page = self.pages["events"]
        self.people_page = self.pages["people"]
        self.mission_page = self.pages["mission"]
        self.privacy_page = self.pages["privacy"]
        self.notices = [self.pages["privacy"], self.pages["accessibility"]]
        self.trail = [self.home, self.news_page]
        self.content_language = language
        # Said to be the page of the request, the frame is found by the tags of the templates.
        self.page = self.pages["zone-plan"]
        self.alternates = dict.fromkeys(dict(settings.LANGUAGES), self.page)
        request._portal_frame = self

    @cached_property
    def _library(self) -> Library:
        picture = any_picture()
        return Library(
            today=timezone.localdate(),
            pictures=defaultdict(lambda: picture),
            people=defaultdict(),
            categories={
                slug: Category(slug=slug, **self._said({"name": name}))
                for slug, name in CATEGORIES.items()
            },
            documents=defaultdict(),
        )

    def _said(self, value: Any) -> Any:
        """`value` with each text in it in the language of the sample."""
        if isinstance(value, T):
            return getattr(value, self.language)
        if isinstance(value, dict):
            return {key: self._said(item) for key, item in value.items()}
        return value

    def _page(self, number: int, demo: DemoPage) -> Page:
        above = self.pages[demo.parent].path if demo.parent else ""
        fields = self._said(demo.fields(self._library))
        # The form is shown without its page.
        fields.pop("form_fields", None)
        page = demo.model(
            pk=number + 1,
            title=self._said(demo.title),
            path=f"{above}{number:0{Page.steplen}}",
            show_in_menus=demo.in_menus,
            locale=Locale(language_code=self.language),
            **fields,
        )
        page.get_url = lambda *args, **kwargs: NOWHERE
        return page

    def _body_in(self, language: str) -> None:
        """No story is fetched: what was said originally is there where an example gives it."""
        return

    def context(self) -> dict[str, Any]:
        """What the examples of elements and components may show."""
        figures = STORY.child_blocks["key_figures"].get_preview_value()
        self.home.mission_figures = STORY.normalize([("key_figures", figures)])
        return {
            "page": self.page,
            # Of what the head tells only this is shown.
            "meta": {"canonical": absolute_url(self.request, NOWHERE)},
            "frame": self,
            "settings": self.settings,
            "home": self.home,
            "investors": self.pages["investors"],
            "speaker": self._speaker(),
            "news": [self.pages[key] for key in ("zone-meeting", "zone-plan", "panel")],
            "events": [self.pages[key] for key in ("forum", "webinar", "walk", "workshop")],
            "event_page": self.pages["forum"],
            "event_pages": [self.pages[key] for key in ("forum", "webinar", "walk")],
            "categories": list(self._library.categories.values()),
            "category": self.page.category,
            "years": [2026, 2025],
            "pages": NearestPaginator(range(840), 10).get_page(42),
            "form": self._form(),
            "wrong_form": self._form({}),
            **self._search(),
            "letters": by_letter(entries_in(self.language, self._terms())),
            "readings": self._readings(),
            "trap_name": settings.HONEYPOT_NAME_FIELD,
            "trap_time": settings.HONEYPOT_TIME_FIELD,
            "opened": 0,
        }

    @staticmethod
    def _terms() -> list[GlossaryTerm]:
        """Some with other words and some without, two of one letter."""
        return [
            GlossaryTerm(
                **both("term", term), **both("definition", definition), **both("synonyms", others)
            )
            for term, definition, others in GLOSSARY[7:10]
        ]

    def _search(self) -> dict[str, Any]:
        """A page of results: words as they stand in the demo's pages, counts invented."""
        shelf = Shelf(self.language)
        shelf.categories = dict(enumerate(self._library.categories.values(), start=1))
        listing = Listing(Asked(self._said(ZONE), year=2026), self.language, lambda _: shelf)
        word, instead = ("stefa", "strefa") if self.language == "pl" else ("zoen", "zone")
        listing._found = Found(
            pages=array("q"),
            cells={("news", 2026, 1): 8, ("news", 2025, 2): 5, ("event", 2026, None): 3},
            partial=frozenset(),
            corrected=(Group(word, corrections=(instead,)),),
            told=frozenset({instead}),
            loosened=True,
            instead={},
        )
        pages = [self.pages[key] for key in ("zone-meeting", "zone-plan", "panel")]
        hits = [
            Hit(
                page,
                listing.marker.marked(page.title),
                listing.marker.excerpt(page.lead),
                kind=page.search_kind[1],
                trail=[self.home, self.news_page],
                date=page.date,
                category=page.category,
            )
            for page in pages
        ]
        (other,) = set(dict(settings.LANGUAGES)) - {self.language}
        elsewhere = [Elsewhere(other, 2, listing.asked.text)]
        return {"listing": listing, "hits": hits, "elsewhere": elsewhere}

    def _readings(self) -> list[Reading]:
        """A translation that is behind its original, and one with a part in its language."""
        (other,) = set(dict(settings.LANGUAGES)) - {self.language}
        mixed = UntranslatedTexts(locale=Locale(language_code=other), texts=[])
        original = {"original": self.page, "original_language": other}
        return [
            Reading(Told.STALE, stale_since=timezone.now(), **original),
            Reading(Told.PARTIAL, mixed=mixed, **original),
        ]

    def _speaker(self) -> Speaker:
        """Somebody with a statement, and a session that is to come."""
        quote = STORY.child_blocks["quote"].get_preview_value()
        programme = STORY.child_blocks["programme"].get_preview_value()
        session, forum = programme["sessions"][0], self.pages["forum"]
        day = timezone.localdate(forum.start)
        said = [
            Mention(nobody(), self.page, self.page.date, "quote-0", quote=quote),
            Mention(nobody(), forum, day, "programme-0", session=session),
        ]
        return Speaker(nobody(), quotes=12, sessions=1, latest=said)

    def _form(self, data: dict[str, str] | None = None):
        """The contact form, as it is first seen or as it was sent with `data`."""
        fields = [ContactFormField(**self._said(field)) for field in FORM_FIELDS]
        prefix = None if data is None else "sent"
        return ContactFormBuilder(fields).get_form_class()(data, prefix=prefix)

    def story(self, name: str):
        """The story that shows the block: as editors see it in its preview, then its variants."""
        block = STORY.child_blocks[name]
        preview = block.get_preview_value()
        values = [preview, *self._variants(name, preview)]
        return StreamValue(
            STORY, [(name, value, f"{name}-{number}") for number, value in enumerate(values)]
        )

    def _variants(self, name: str, preview: Any) -> list[Any]:
        block = STORY.child_blocks[name]
        if name == "heading":
            return [block.normalize({**preview, "level": "h3"})]
        if name == "embed":
            return [block.normalize({**preview, "embed": EmbedValue(MAP_URL)})]
        if name == "chart":
            return [block.normalize({**preview, "kind": "line", "data": self._said(YEARS)})]
        if name == "programme":
            untimed = [{**session, "start": None, "end": None} for session in preview["sessions"]]
            return [block.normalize({**preview, "sessions": untimed})]
        if name == "quote":
            verbatim = {**preview, "kind": "verbatim", "language": self.language}
            portrayed = {**verbatim, "person": nobody(portrait=any_picture())}
            return [block.normalize(portrayed), self._translated_quote(verbatim)]
        return []

    def _translated_quote(self, quote: dict[str, Any]):
        """`quote` as if it had been said in the other language, whose page has the original."""
        (other,) = set(dict(settings.LANGUAGES)) - {self.language}
        block = STORY.child_blocks["quote"]
        with override(other):
            original = block.get_preview_value()["text"]
        said = {"text": original, "language": other}
        self._bodies[other] = STORY.to_python([{"type": "quote", "value": said, "id": "quote-2"}])
        return block.normalize({**quote, "language": other})


def nobody(**values: Any) -> Person:
    """Somebody invented, for words that nobody has said."""
    return Person(
        name="Anna Przykładowa",
        slug="anna-przykladowa",
        role_pl="rzeczniczka",
        role_en="spokeswoman",
        **values,
    )
