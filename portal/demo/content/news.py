"""The list of news and what is in it. Dates of meetings are given only where they are known."""

import datetime

from wagtail.models import Page
from wagtail.rich_text import RichText

from news.models import NewsIndexPage, NewsPage
from portal.demo.page import DemoPage, Library
from portal.demo.text import Rich, T, same

PUBLISHER = "www.belchatow.naszemiasto.pl"
PUBLISHER_URL = "https://belchatow.naszemiasto.pl/"


def paraphrase(library: Library, person: str, text: T) -> tuple[str, dict]:
    """What a real person said, in our words."""
    return (
        "quote",
        {
            "kind": "paraphrase",
            "text": text,
            "person": library.people[person],
            "role_at_the_time": "",
            "language": "pl",
            "source": same(PUBLISHER),
            "source_url": PUBLISHER_URL,
        },
    )


# A session of which neither time nor room is known.
UNTIMED = {"start": None, "end": None, "room": "", "summary": ""}


def speaker(library: Library, person: str) -> dict:
    return {"person": library.people[person], "name": "", "organisation": ""}


def zone_meeting_body(library: Library) -> list:
    return [
        (
            "paragraph",
            Rich(
                "<p>Spotkanie w Solparku Kleszczów przygotowała Fundacja Rozwoju Gminy Kleszczów, "
                "wspólnie z Klastrem Obszaru Nowej Energii, gminą Kleszczów i Fundacją Kultura "
                "Kresu. Rozmawiano o nowej strefie przemysłowej na terenach pogórniczych "
                "i o transformacji energetycznej.</p>",
                "<p>The meeting at Solpark Kleszczów was organised by Fundacja Rozwoju Gminy "
                "Kleszczów, the municipality’s development foundation, together with the New "
                "Energy Area Cluster, the municipality of Kleszczów and Fundacja Kultura Kresu. "
                "Its subject was the new industrial zone on post-mining land, and the energy "
                "transition.</p>",
            ),
        ),
        (
            "heading",
            {
                "text": T("Miejsce dla nowych technologii", "Room for new technology"),
                "level": "h2",
            },
        ),
        paraphrase(
            library,
            "kolba",
            T(
                "Nacisk kładzie się na nowoczesną technologię. Pod hasłem Kleszczów 5.0 mile "
                "widziani są inwestorzy z dziedziny sztucznej inteligencji, robotyki, dronów "
                "i przemysłu podwójnego zastosowania: to dla nich przygotowywana jest strefa na "
                "terenach pogórniczych. Z udziałem urzędu marszałkowskiego powstaje centrum badań "
                "nad pojazdami inteligentnymi i autonomicznymi, ważne także dla obronności. "
                "Pojawiają się pierwsi inwestorzy.",
                "The emphasis is on modern technology. Under the banner of Kleszczów 5.0, "
                "investors in artificial intelligence, robotics, drones and dual-use industry are "
                "welcome: a zone on post-mining land is being prepared for them. With the "
                "Marshal’s Office, a research centre for intelligent and autonomous vehicles is "
                "starting, relevant to defence too. The first investors are appearing.",
            ),
        ),
        paraphrase(
            library,
            "kozakiewicz",
            T(
                "Strefa Kleszczów 5.0 to nowe otwarcie: warstwa innowacji nałożona na to, co "
                "gmina już ma. Świat sięga po zaawansowane technologie i sztuczną inteligencję, "
                "żeby znaleźć rozwiązania, których pojedynczy człowiek znaleźć już nie zdoła.",
                "The Kleszczów 5.0 zone is a new opening, a layer of innovation over what the "
                "municipality already has. The world is moving to advanced technology and "
                "artificial intelligence to find solutions that individuals alone no longer can.",
            ),
        ),
        (
            "heading",
            {
                "text": T("Praca w regionie", "Work in the region"),
                "level": "h2",
            },
        ),
        paraphrase(
            library,
            "michalek",
            T(
                "W ciągu 5–10 lat wiele osób, które stracą pracę w kompleksie, zwróci się "
                "najpierw do miejscowych przedsiębiorców. Gmina przebudowuje swoje strefy "
                "przemysłowe i strategię; chce wkładać pieniądze w przemysł nowych technologii.",
                "In 5–10 years many people who lose their work at the complex will turn first to "
                "local entrepreneurs. The municipality is rebuilding its industrial zones and its "
                "strategy, and wants to put money into new-technology industry.",
            ),
        ),
        (
            "picture",
            {
                "picture": library.pictures["vehicle"],
                "caption": T(
                    "Pojazd, który prowadzi się sam, musi widzieć drogę.",
                    "A vehicle that drives itself has to see the road.",
                ),
            },
        ),
        ("heading", {"text": T("Program spotkania", "The programme"), "level": "h2"}),
        (
            "programme",
            {
                "title": "",
                "sessions": [
                    {
                        "kind": "talk",
                        "title": T("Energetyka w trybie zmiany", "Energy in transition"),
                        "speakers": [speaker(library, "drzal")],
                        **UNTIMED,
                    },
                    {
                        "kind": "talk",
                        "title": T(
                            "Efektywność energetyczna to dobry biznes",
                            "Energy efficiency is good business",
                        ),
                        "speakers": [speaker(library, "nowaczewski")],
                        **UNTIMED,
                    },
                    {
                        "kind": "panel",
                        "title": T("Dyskusja panelowa", "Panel discussion"),
                        "speakers": [],
                        **UNTIMED,
                    },
                    {
                        "kind": "workshop",
                        "title": T(
                            "Praktyczne rozwiązania dla energetyki lokalnej",
                            "Practical solutions for local energy",
                        ),
                        "speakers": [],
                        **UNTIMED,
                    },
                ],
            },
        ),
        ("heading", {"text": T("O czym rozmawiano", "What was discussed"), "level": "h2"}),
        (
            "paragraph",
            Rich(
                "<ul><li>strategiczne decyzje samorządów w nowej rzeczywistości energetycznej,</li>"
                "<li>sprawiedliwa transformacja regionu bełchatowskiego,</li>"
                "<li>odnawialne źródła energii w gminie,</li>"
                "<li>pułapki: przewymiarowane instalacje i nieprzemyślane inwestycje "
                "w infrastrukturę.</li></ul>",
                "<ul><li>strategic decisions of local authorities in the new energy reality,</li>"
                "<li>a just transition of the Bełchatów region,</li>"
                "<li>renewable energy at municipal level,</li>"
                "<li>pitfalls: oversized installations and ill-considered investment in "
                "infrastructure.</li></ul>",
            ),
        ),
        (
            "picture",
            {
                "picture": library.pictures["substation"],
                "caption": T(
                    "Sieć zostaje; zmienia się to, co do niej płynie.",
                    "The grid stays; what flows into it changes.",
                ),
            },
        ),
    ]


def zone_plan_body(library: Library) -> list:
    return [
        (
            "paragraph",
            Rich(
                "<p>Gmina szuka przedsiębiorstw i fabryk, które pracują na nowoczesnych "
                "technologiach.</p>"
                "<p>Kopalnia i elektrownia w Bełchatowie są stopniowo wygaszane, a w ciągu "
                "5–10 lat nowej pracy będą szukać w regionie tysiące osób.</p>",
                "<p>The municipality is looking for companies and factories that work with modern "
                "technology.</p>"
                "<p>The Bełchatów mine and power station are being phased out, and within "
                "5–10 years thousands of people in the region will be looking for new work.</p>",
            ),
        ),
        (
            "link_cards",
            {
                "cards": [
                    {
                        "title": T("Dla inwestorów", "For investors"),
                        "text": T(
                            "Jakie dziedziny są mile widziane w strefie.",
                            "Which fields are welcome in the zone.",
                        ),
                        "page": library.pages["investors"],
                    }
                ]
            },
        ),
    ]


def zone_plan_later(page: Page, library: Library) -> None:
    """An editor rewrites the lead and adds a paragraph; the English has not followed yet."""
    page.lead = (
        "Gmina, którą prasa nazywa „polskim Kuwejtem”, planuje strefę przemysłową. Może ona dać "
        "regionowi tysiące miejsc pracy. Uzupełniamy tę wiadomość o relację ze spotkania klastra."
    )
    report = library.pages["zone-meeting"].pk
    page.body.append(
        (
            "paragraph",
            RichText(
                "<p>Aktualizacja: o strefie mówiono też na spotkaniu w Solparku Kleszczów. "
                f'<a linktype="page" id="{report}">Przeczytaj relację</a>.</p>'
            ),
        )
    )


def panel_body(library: Library) -> list:
    return [
        (
            "paragraph",
            Rich(
                "<p>Zmiana dotyczy całego regionu bełchatowskiego, nie jednej gminy. Dlatego "
                "odnotowujemy spotkania, na których samorządy zabierają głos w sprawie jego "
                "przyszłości.</p>",
                "<p>The change concerns the whole Bełchatów region, not one municipality. That is "
                "why we take note of meetings where local government speaks about the region’s "
                "future.</p>",
            ),
        ),
        (
            "programme",
            {
                "title": T("Z programu wydarzenia", "From the programme"),
                "date": datetime.date(2025, 5, 29),
                "sessions": [
                    {
                        "kind": "panel",
                        "title": T(
                            "Jeden z paneli, z udziałem wójta gminy Rząśnia",
                            "One of the panels, with the head of the municipality of Rząśnia",
                        ),
                        "speakers": [speaker(library, "stolarczyk")],
                        **UNTIMED,
                    }
                ],
            },
        ),
    ]


def demo_notice_body(library: Library) -> list:
    # Plain strings, no T: this page is for Polish readers only.
    return [
        (
            "paragraph",
            "<p>Artykuły, spotkania i dane kontaktowe, które tu widać, pokazują, jak portal będzie "
            "działał. Wydarzenia w kalendarzu są przykładowe, a formularz nie wysyła wiadomości "
            "do stowarzyszenia.</p>"
            "<p>Ta wiadomość jest tylko po polsku. Dzięki temu widać, co portal mówi czytelnikowi, "
            "gdy strona nie ma jeszcze tłumaczenia.</p>",
        ),
    ]


NEWS_PAGES = [
    DemoPage(
        key="news",
        model=NewsIndexPage,
        title=T("Aktualności", "News"),
        slug=T("aktualnosci", "news"),
        fields=lambda library: {
            "lead": T(
                "Co się dzieje w regionie bełchatowskim: strefa, energia, spotkania.",
                "News from the Bełchatów region: the zone, energy, meetings.",
            )
        },
        in_menus=True,
    ),
    DemoPage(
        key="zone-meeting",
        parent="news",
        model=NewsPage,
        title=T(
            "Kleszczów 5.0: w Solparku o nowej strefie przemysłowej i energetyce",
            "Kleszczów 5.0: a meeting on the new industrial zone and on energy",
        ),
        slug=T("nowa-strefa-przemyslowa", "new-industrial-zone"),
        fields=lambda library: {
            "date": datetime.date(2025, 7, 5),
            "category": library.categories["energia"],
            "picture": library.pictures["parcels"],
            "lead": T(
                "O nowej strefie przemysłowej na terenach pogórniczych i o transformacji "
                "energetycznej rozmawiali w Kleszczowie przedstawiciele gminy, klastra i fundacji "
                "oraz goście z branży energetycznej.",
                "The municipality, the cluster, foundations and guests from the energy sector met "
                "in Kleszczów to talk about the new industrial zone on post-mining land and about "
                "the energy transition.",
            ),
            "source_publisher": PUBLISHER,
            "source_url": PUBLISHER_URL,
        },
        body=zone_meeting_body,
    ),
    DemoPage(
        key="zone-plan",
        parent="news",
        model=NewsPage,
        title=T(
            "Kleszczów chce nowej strefy przemysłowej", "Kleszczów wants a new industrial zone"
        ),
        slug=T("kleszczow-chce-nowej-strefy", "kleszczow-wants-a-new-zone"),
        fields=lambda library: {
            # The facts give no day; it stands between the other two.
            "date": datetime.date(2025, 6, 16),
            "category": library.categories["gospodarka"],
            "picture": library.pictures["contours"],
            "lead": T(
                "Gmina, którą prasa nazywa „polskim Kuwejtem”, planuje strefę przemysłową. Może "
                "ona dać regionowi tysiące miejsc pracy.",
                "The municipality that the press has nicknamed the “Polish Kuwait” plans an "
                "industrial zone. It could bring the region thousands of jobs.",
            ),
        },
        body=zone_plan_body,
        later=zone_plan_later,
    ),
    DemoPage(
        key="panel",
        parent="news",
        model=NewsPage,
        title=T("Głos Rząśni w rozmowie o regionie", "Rząśnia joins the talks about the region"),
        slug=T("glos-rzasni", "rzasnia-joins-the-talks"),
        fields=lambda library: {
            "date": datetime.date(2025, 5, 29),
            "category": library.categories["gospodarka"],
            "picture": library.pictures["region"],
            "lead": T(
                "29 maja 2025 r. Tomasz Stolarczyk, wójt gminy Rząśnia, wystąpił w jednym "
                "z paneli wydarzenia, które może się okazać przełomowe dla regionu.",
                "On 29 May 2025 Tomasz Stolarczyk, head of the municipality of Rząśnia, spoke on "
                "one of the panels of an event that may prove a turning point for the region.",
            ),
        },
        body=panel_body,
    ),
    DemoPage(
        key="demo-notice",
        parent="news",
        model=NewsPage,
        title="Oglądasz wersję demonstracyjną portalu",
        slug="wersja-demonstracyjna",
        fields=lambda library: {
            "date": library.today,
            "category": library.categories["portal"],
            "picture": library.pictures["field-of-light"],
            "lead": "Nowy portal klastra powstaje w dwóch językach. Zanim ruszy, pokazujemy go "
            "na treści przykładowej.",
        },
        body=demo_notice_body,
        translated=False,
    ),
]
