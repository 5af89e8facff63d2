"""Shared facts: one row each, true in both languages (decision 0001)."""

from portal.demo.text import T, same

# Key -> (name, role, organisation). They held these posts in mid-2025.
PEOPLE = {
    "kolba": (
        "Piotr Kołba",
        T("prezes", "president"),
        T(
            "Fundacja Rozwoju Gminy Kleszczów",
            "Kleszczów Municipality Development Foundation (Fundacja Rozwoju Gminy Kleszczów)",
        ),
    ),
    "michalek": (
        "Dariusz Michałek",
        T("wójt gminy Kleszczów", "wójt (head of the municipality) of Kleszczów"),
        None,
    ),
    "kozakiewicz": (
        "Maciej Kozakiewicz",
        T("prezes", "president"),
        T("Klaster Obszaru Nowej Energii", "New Energy Area Cluster"),
    ),
    "drzal": (
        "Tomasz Drzał",
        T("prezes", "president"),
        T(
            "Krajowa Izba Klastrów Energii i OZE",
            "Polish chamber of energy clusters and renewables "
            "(Krajowa Izba Klastrów Energii i OZE)",
        ),
    ),
    "nowaczewski": (
        "Grzegorz Nowaczewski",
        T("prezes", "president"),
        same("Virtual Power Plant"),
    ),
    "stolarczyk": (
        "Tomasz Stolarczyk",
        T("wójt gminy Rząśnia", "wójt (head of the municipality) of Rząśnia"),
        None,
    ),
}

# Slug, the same in both languages -> name.
CATEGORIES = {
    "energia": T("Energia", "Energy"),
    "gospodarka": T("Gospodarka", "Economy"),
    "region": same("Region"),
    "portal": same("Portal"),
}

# Fields of PortalSettings; a T fills the columns of both languages.
ASSOCIATION = {
    "registered_name": same("STOWARZYSZENIE KLASTER OBSZARU NOWEJ ENERGII"),
    "name": T("Klaster Obszaru Nowej Energii", "New Energy Area Cluster (ONE Cluster)"),
    "tagline": T(
        "Wspieramy społeczną, gospodarczą i środowiskową zmianę regionu bełchatowskiego",
        "Supporting the social, economic and environmental change of the Bełchatów region",
    ),
    "rights_notice": T(
        "Wszelkie prawa zastrzeżone. Kopiowanie tekstów i zdjęć jest niedozwolone.",
        "All rights reserved. Texts and pictures may not be copied.",
    ),
    "street": "ul. Główna 122",
    "postcode": "97-410",
    "city": "Kleszczów",
    "telephone": "+48 607 444 242",
    "email": "kontakt@example.org",
    "nip": "7692252507",
    "regon": "540869122",
    "krs": "0001149189",
}

# A map of another site, shown after a click: the page that the link leads to, and the frame.
MAP_URL = "https://www.openstreetmap.org/#map=13/51.2247/19.3050"
MAP_HTML = (
    '<iframe src="https://www.openstreetmap.org/export/embed.html?'
    'bbox=19.2400%2C51.1900%2C19.3700%2C51.2600&amp;layer=mapnik" '
    'width="800" height="500" title="OpenStreetMap" loading="lazy"></iframe>'
)
