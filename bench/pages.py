"""The addresses that are measured, in Polish and English: all are pages of the demo."""

FOR_READERS = {
    "home": ("/pl/", "/en/"),
    "news index": ("/pl/aktualnosci/", "/en/news/"),
    "news page": ("/pl/aktualnosci/nowa-strefa-przemyslowa/", "/en/news/new-industrial-zone/"),
    "event": ("/pl/wydarzenia/energia-po-weglu/", "/en/events/energy-after-coal/"),
    "mission": ("/pl/misja/", "/en/mission/"),
    "contact": ("/pl/kontakt/", "/en/contact/"),
    "search": ("/pl/szukaj/?q=strefa", "/en/search/?q=zone"),
    "event index": ("/pl/wydarzenia/", "/en/events/"),
    "people": ("/pl/ludzie/", "/en/people/"),
    "person": ("/pl/ludzie/?person=piotr-kolba", "/en/people/?person=piotr-kolba"),
    "glossary": ("/pl/slowniczek/", "/en/glossary/"),
    "standard page": ("/pl/ochrona-danych/", "/en/privacy/"),
}
FOR_MACHINES = {
    "Markdown twin": (
        "/pl/aktualnosci/nowa-strefa-przemyslowa/index.md",
        "/en/news/new-industrial-zone/index.md",
    ),
    "API": ("/api/v2/pages/?locale=pl", "/api/v2/pages/?locale=en"),
}
PAGES = {**FOR_READERS, **FOR_MACHINES}

# What machines fetch: of these it also counts what they cost when nothing is remembered.
FILES = {
    "index of sitemaps": "/sitemap.xml",
    "sitemap": "/sitemap-pl-1.xml",
    "feed (Atom)": "/pl/aktualnosci/kanal.atom",
    "feed (RSS)": "/en/news/feed.rss",
    "feed (JSON)": "/en/news/feed.json",
    "calendar": "/pl/wydarzenia/kalendarz.ics",
}
