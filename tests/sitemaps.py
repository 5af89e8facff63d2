"""Sitemaps as a crawler reads them."""

from xml.etree import ElementTree

NAMES = {
    "map": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}
HOST = "http://testserver"


def read(client, address: str) -> ElementTree.Element:
    response = client.get(address.removeprefix(HOST))
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml"
    return ElementTree.fromstring(response.content)  # noqa: S314 - our own


def files(client) -> list[str]:
    return [loc.text for loc in read(client, "/sitemap.xml").iterfind("map:sitemap/map:loc", NAMES)]


def listed(client) -> dict[str, dict[str, str]]:
    """Every address of all files with its alternates."""
    found = {}
    for file in files(client):
        if file.endswith("sitemap-news.xml"):
            continue
        for url in read(client, file).iterfind("map:url", NAMES):
            links = url.iterfind("xhtml:link", NAMES)
            address = url.find("map:loc", NAMES).text
            assert address not in found
            found[address] = {link.get("hreflang"): link.get("href") for link in links}
    return found


def assert_reciprocal(found: dict[str, dict[str, str]]) -> None:
    for address, alternates in found.items():
        assert not alternates or address in alternates.values()
        for other in alternates.values():
            assert found[other] == alternates
