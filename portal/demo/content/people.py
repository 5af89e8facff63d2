"""The page of the people who speak: it fills itself from the news and events of the demo."""

from news.models import PeoplePage
from portal.demo.page import DemoPage
from portal.demo.text import T

PEOPLE_PAGES = [
    DemoPage(
        key="people",
        model=PeoplePage,
        title=T("Ludzie", "People"),
        slug=T("ludzie", "people"),
        fields=lambda library: {
            "lead": T(
                "Kto zabiera głos o przyszłości regionu i co mówi. Przy każdej wypowiedzi jest "
                "link do relacji, z której pochodzi.",
                "Who speaks about the future of the region, and what they say. Each statement "
                "links to the report it comes from.",
            )
        },
    ),
]
