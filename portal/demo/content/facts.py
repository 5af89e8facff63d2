"""Shared facts: one row each, true in both languages (decision 0001)."""

from portal.demo.text import T, same

# Shown after “Picture:”.
CREDIT = T("rysunek portalu ONE", "drawn by the ONE Portal")

# Name of the drawing -> (title in the library, alternative text).
PICTURES = {
    "strata": (
        "Warstwy ziemi",
        T(
            "Przekrój przez ziemię: las, gleba, piasek, glina, czarny pokład węgla i woda. "
            "Nad lasem wschodzi pomarańczowe słońce.",
            "A cross-section of the earth: forest, soil, sand, clay, a black seam of coal, "
            "and water. An orange sun rises over the trees.",
        ),
    ),
    "lake": (
        "Od odkrywki do jeziora",
        T(
            "Zielone tarasy dawnej odkrywki schodzą do jeziora, w którym odbija się słońce.",
            "The green terraces of a former open pit lead down to a lake that mirrors the sun.",
        ),
    ),
    "forest": (
        "Las na zrekultywowanej ziemi",
        T(
            "Wzgórza porośnięte młodym lasem, jedno za drugim, w porannej mgle.",
            "Hills under young forest, one behind the other, in the morning mist.",
        ),
    ),
    "field-of-light": (
        "Pole świateł",
        T(
            "Ciemna równina o zmierzchu, a na niej setki ciepłych świateł w równych rzędach.",
            "A dark plain at dusk with hundreds of warm lights in even rows.",
        ),
    ),
    "contours": (
        "Poziomice odkrywki",
        T(
            "Mapa odkrywki: poziomice od zielonego brzegu w dół, do niebieskiej wody pośrodku.",
            "A map of the open pit: contour lines from the green edge down to blue water "
            "in the middle.",
        ),
    ),
    "parcels": (
        "Działki nowej strefy",
        T(
            "Widok z góry na działki i drogę. Jedna działka jest pomarańczowa.",
            "Plots of land and a road, seen from above. One plot is orange.",
        ),
    ),
    "power-lines": (
        "Sieć o zachodzie",
        T(
            "Dwa słupy wysokiego napięcia na tle zachodzącego słońca.",
            "Two high-voltage pylons against the setting sun.",
        ),
    ),
    "track": (
        "Droga bez kierowcy",
        T(
            "Droga wije się przez warstwy wzgórz; suną po niej trzy pomarańczowe światła.",
            "A road winds through layers of hills; three orange lights travel along it.",
        ),
    ),
}

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
