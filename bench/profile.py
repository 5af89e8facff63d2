"""Where the time of a page goes, in shares.

cProfile counts the CPU of the process over warm requests. Shares are of the whole request, and
cumulative: what a function calls counts as its own, so shares of different lines overlap. (The
profiler makes what calls many small functions look dearer than it is.)
"""

import cProfile
import pstats
import time

from bench.pages import PAGES
from bench.rows import Row
from bench.visits import Visitor

PROFILED = ("home", "news index", "news page", "event", "search")
PART = f"Where the CPU goes, cumulative: {', '.join(PROFILED)}"
VISITS = 12
# What is less everywhere is not told.
LEAST = 0.01

# What to tell, and the functions in which it happens: none of a line calls another of that line.
WHERE = {
    "ORM: all": [
        ("models/query.py", "_fetch_all"),
        ("models/query.py", "filter"),
        ("models/query.py", "annotate"),
        ("sql/query.py", "get_count"),
        ("sql/query.py", "has_results"),
    ],
    "ORM: writing SQL": [("sql/compiler.py", "as_sql")],
    "ORM: in the database": [("backends/utils.py", "_execute_with_wrappers")],
    "ORM: making objects": [("models/base.py", "from_db")],
    "templates: all": [("backends/django.py", "render")],
    "pictures": [("wagtailimages_tags.py", "render")],
    "pictures: finding renditions": [("models/media.py", "get_renditions")],
    "addresses of pages": [("models/pages.py", "get_url")],
    "story (StreamField)": [("stream_block.py", "render_as_block")],
    "typography": [("portal/typography.py", "bind_words")],
    "translations of the interface": [("trans_real.py", "gettext"), ("trans_real.py", "pgettext")],
    "structured data": [("templatetags/structured_data.py", "structured_data")],
    "meta of the head": [("portal/meta.py", "page_meta")],
    "frame: pages that it names": [("portal/frame.py", "_pages")],
    "address to page": [("portal/views.py", "find_page")],
    "site": [("models/sites.py", "_find_for_request")],
    "settings of the portal": [("settings/models.py", "for_request")],
}


def sizes(news: list[int]) -> list[int]:
    return news[-1:]


def measure(news: int) -> dict[str, dict[str, float]]:
    visitor = Visitor()
    return {name: shares(profile(visitor, PAGES[name][0])) for name in PROFILED}


def profile(visitor: Visitor, path: str) -> pstats.Stats:
    for _ in range(2):
        visitor.visit(path)
    profiler = cProfile.Profile(time.process_time)
    profiler.enable()
    for _ in range(VISITS):
        visitor.visit(path)
    profiler.disable()
    return pstats.Stats(profiler)


def shares(stats: pstats.Stats) -> dict[str, float]:
    """The share of each line of WHERE in the whole, from 0 to 1."""
    spent: dict[tuple[str, str], float] = {}
    for (file, _line, function), (_, _, _, cumulative, _) in stats.stats.items():
        for places in WHERE.values():
            for place in places:
                if function == place[1] and file.endswith(place[0]):
                    spent[place] = spent.get(place, 0) + cumulative
    return {
        name: sum(spent.get(place, 0) for place in places) / stats.total_tt
        for name, places in WHERE.items()
    }


def rows(found: dict[int, dict[str, dict[str, float]]]) -> list[Row]:
    (by_page,) = found.values()
    return [
        Row(PART, where, " / ".join(f"{by_page[page][where]:.0%}" for page in PROFILED))
        for where in WHERE
        if any(by_page[page][where] >= LEAST for page in PROFILED)
    ]
