"""What a page costs, counted: `make bench` (NEWS=1000 says how many news it adds).

Counts, not times: SQL queries of a warm request, before and after many news were added, and the
bytes of a first visit. The demo site is made anew in a temporary folder, by the settings of the
tests, so nothing of this checkout's own is read or changed.
"""

import gzip
import os
import sys
import tempfile
from pathlib import Path

PAGES = {
    "home": ("/pl/", "/en/"),
    "news index": ("/pl/aktualnosci/", "/en/news/"),
    "news page": ("/pl/aktualnosci/nowa-strefa-przemyslowa/", "/en/news/new-industrial-zone/"),
    "event index": ("/pl/wydarzenia/", "/en/events/"),
    "event page": ("/pl/wydarzenia/energia-po-weglu/", "/en/events/energy-after-coal/"),
    "people": ("/pl/ludzie/", "/en/people/"),
    "person": ("/pl/ludzie/?person=piotr-kolba", "/en/people/?person=piotr-kolba"),
    "mission": ("/pl/misja/", "/en/mission/"),
    "standard page": ("/pl/ochrona-danych/", "/en/privacy/"),
    "contact": ("/pl/kontakt/", "/en/contact/"),
    "search": ("/pl/szukaj/?q=strefa", "/en/search/?q=zone"),
}


def warm_queries(client, path: str) -> int:
    """How many queries the third request for `path` runs; the first two fill the caches."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for _ in range(2):
        client.get(path)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    if response.status_code != 200:
        raise SystemExit(f"{path} answers {response.status_code}")
    return len(captured)


def all_queries(client) -> dict[str, list[int]]:
    return {
        name: [warm_queries(client, path) for path in addresses]
        for name, addresses in PAGES.items()
    }


def sizes(client, path: str) -> dict[str, bytes]:
    """What a first visit to `path` loads besides pictures: its HTML and all it names."""
    from bs4 import BeautifulSoup
    from django.contrib.staticfiles import finders

    html = client.get(path).content
    page = BeautifulSoup(html, "html.parser")

    def files(selector: str, attribute: str) -> bytes:
        names = [tag[attribute].removeprefix("/static/") for tag in page.select(selector)]
        return b"".join(Path(finders.find(name)).read_bytes() for name in names)

    return {
        "HTML": html,
        "CSS": files("link[rel=stylesheet]", "href"),
        "JS": files("script[src]", "src"),
    }


def main() -> None:
    count = int(os.environ.get("NEWS", "1000"))
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
        os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/portal.sqlite3"
        import django

        django.setup()
        from django.core.management import call_command
        from django.test import Client
        from django.test.utils import setup_test_environment

        setup_test_environment()
        call_command("migrate", verbosity=0)
        call_command("seed_demo", verbosity=0)
        client = Client()
        few = all_queries(client)
        call_command("seed_demo", many=count, verbosity=1)
        many = all_queries(client)

        print(f"\nSQL queries of a warm request, Polish / English   demo   + {count} news")
        for name in PAGES:
            before, after = ("{} / {}".format(*found[name]) for found in (few, many))
            print(f"  {name:<46}{before:>8}{after:>13}")
        print("\nBytes of a first visit, pictures aside                    plain     gzip")
        for path in PAGES["home"]:
            for kind, content in sizes(client, path).items():
                packed = len(gzip.compress(content, 6)) if content else 0
                print(f"  {path} {kind:<46}{len(content):>10}{packed:>9}")


if __name__ == "__main__":
    sys.exit(main())
