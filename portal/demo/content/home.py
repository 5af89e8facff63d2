"""The front page, what the association is for, and what an investor wants to know."""

from home.models import HomePage, MissionPage, StandardPage
from portal.demo.content.facts import MAP_URL
from portal.demo.page import DemoPage, Library
from portal.demo.text import Rich, T, same


def mission_figures() -> list:
    return [
        (
            "key_figures",
            {
                "figures": [
                    {
                        "value": "5–10",
                        "unit": T("lat", "years"),
                        "label": T(
                            "w tym czasie wielu ludzi zacznie szukać nowej pracy",
                            "in which many people will start to look for new work",
                        ),
                    },
                    {
                        "value": T("tysiące", "thousands"),
                        "unit": T("miejsc pracy", "of jobs"),
                        "label": T(
                            "cel nowej strefy na terenach pogórniczych",
                            "the aim of the new zone on post-mining land",
                        ),
                    },
                    {
                        "value": "5",
                        "unit": T("kierunków", "fields"),
                        "label": T(
                            "AI, robotyka, drony, przemysł podwójnego zastosowania "
                            "i pojazdy autonomiczne",
                            "AI, robotics, drones, dual-use industry and autonomous vehicles",
                        ),
                    },
                ],
                "source": T(
                    "zestawienie portalu na podstawie aktualności z 2025 r.",
                    "compiled by the portal from its news of 2025",
                ),
            },
        ),
    ]


def mission_body(library: Library) -> list:
    return [
        ("heading", {"text": T("Co się zmienia", "What is changing"), "level": "h2"}),
        (
            "paragraph",
            Rich(
                "<p>Kopalnia węgla brunatnego i elektrownia w Bełchatowie są stopniowo wygaszane. "
                "W ciągu <b>5–10 lat</b> nowej pracy będą szukać tysiące ludzi.</p>"
                "<p>Na terenach pogórniczych gmina Kleszczów planuje strefę przemysłową dla firm "
                "wysokich technologii. Ma ona dać tysiące miejsc pracy.</p>",
                "<p>The Bełchatów lignite mine and power station are being phased out. Within "
                "<b>5–10 years</b> thousands of people will be looking for new work.</p>"
                "<p>On post-mining land the municipality of Kleszczów plans an industrial zone "
                "for high-technology companies. It is meant to bring thousands of jobs.</p>",
            ),
        ),
        (
            "picture",
            {
                "picture": library.pictures["strata"],
                "caption": T(
                    "Przez dziesięciolecia liczyła się tu jedna warstwa. Teraz liczą się "
                    "wszystkie.",
                    "For decades a single layer mattered here. Now all of them do.",
                ),
            },
        ),
        ("heading", {"text": T("Nasza rola", "Our part"), "level": "h2"}),
        (
            "paragraph",
            Rich(
                "<p>Zmiany nie przeprowadzi jedna instytucja. Klaster robi to, co pozwala wielu "
                "działać razem:</p>"
                "<ul><li><b>ułatwia współpracę</b> firm, samorządów i inwestorów,</li>"
                "<li><b>skupia środowisko przedsiębiorców</b> regionu,</li>"
                "<li><b>dba o przepływ informacji</b>, także przez ten portal.</li></ul>",
                "<p>No single institution can carry this change. The cluster does what lets many "
                "act together:</p>"
                "<ul><li><b>it eases cooperation</b> between companies, local government and "
                "investors,</li>"
                "<li><b>it brings the business community</b> of the region together,</li>"
                "<li><b>it lets information flow</b>, through this portal too.</li></ul>",
            ),
        ),
        (
            "gallery",
            {
                "title": T("Jak rysujemy tę zmianę", "How we draw this change"),
                "pictures": [
                    {
                        "picture": library.pictures["lake"],
                        "caption": T("Tarasy i woda.", "Terraces and water."),
                    },
                    {
                        "picture": library.pictures["forest"],
                        "caption": T("Las na nowej ziemi.", "Forest on new ground."),
                    },
                    {
                        "picture": library.pictures["panels"],
                        "caption": T("Słońce na stoku.", "Sun on the slope."),
                    },
                    {
                        "picture": library.pictures["turbines"],
                        "caption": T("Wiatr nad wzgórzami.", "Wind over the hills."),
                    },
                ],
            },
        ),
        (
            "link_cards",
            {
                "cards": [
                    {
                        "title": T("Strefa Kleszczów 5.0", "The Kleszczów 5.0 zone"),
                        "text": T(
                            "Co planuje gmina i jakich firm szuka.",
                            "What the municipality plans, and for what companies.",
                        ),
                        "page": library.pages["investors"],
                    },
                    {
                        "title": T("Co się dzieje", "News"),
                        "text": T(
                            "Najnowsze wiadomości z regionu.", "The latest news of the region."
                        ),
                        "page": library.pages["news"],
                    },
                    {
                        "title": T("Kto co mówi", "Who says what"),
                        "text": T(
                            "Samorządowcy, przedsiębiorcy i eksperci o przyszłości regionu.",
                            "Local government, business and experts on the future of the region.",
                        ),
                        "page": library.pages["people"],
                    },
                    {
                        "title": T("Słowniczek", "Glossary"),
                        "text": T(
                            "Co znaczą słowa, o których tu mowa.",
                            "What the words used here mean.",
                        ),
                        "page": library.pages["glossary"],
                    },
                ]
            },
        ),
    ]


def investors_body(library: Library) -> list:
    news = library.pages["zone-meeting"].pk
    return [
        (
            "heading",
            {"text": T("Czego szuka strefa", "What the zone is looking for"), "level": "h2"},
        ),
        (
            "paragraph",
            Rich(
                "<p>Strefa ma powstać na terenach pogórniczych. Gmina czeka przede wszystkim na "
                "firmy z pięciu dziedzin:</p>"
                "<ul><li>sztuczna inteligencja,</li><li>robotyka,</li><li>drony,</li>"
                "<li>przemysł podwójnego zastosowania,</li><li>pojazdy autonomiczne.</li></ul>"
                f'<p>Więcej w relacji: <a linktype="page" id="{news}">spotkanie o nowej '
                "strefie</a>.</p>",
                "<p>The zone is planned on post-mining land. The municipality hopes above all for "
                "companies from five fields:</p>"
                "<ul><li>artificial intelligence,</li><li>robotics,</li><li>drones,</li>"
                "<li>dual-use industry,</li><li>autonomous vehicles.</li></ul>"
                f'<p>Read more in our report: <a linktype="page" id="{news}">the meeting about the '
                "new zone</a>.</p>",
            ),
        ),
        (
            "heading",
            {
                "text": T("Centrum badań nad pojazdami", "A research centre for vehicles"),
                "level": "h3",
            },
        ),
        (
            "paragraph",
            Rich(
                "<p>Razem z urzędem marszałkowskim województwa przygotowywane jest centrum badań "
                "nad pojazdami inteligentnymi i autonomicznymi. Ma ono znaczenie także dla "
                "obronności. Zgłosili się już pierwsi inwestorzy.</p>",
                "<p>Together with the Marshal’s Office of the region, a research centre for "
                "intelligent and autonomous vehicles is being prepared. It matters for defence "
                "as well. The first investors have come forward.</p>",
            ),
        ),
        ("picture", {"picture": library.pictures["track"], "caption": ""}),
        ("heading", {"text": T("Gdzie to jest", "Where it is"), "level": "h2"}),
        (
            "map",
            {
                "title": T("Gdzie są gmina i klaster", "Where the municipality and cluster are"),
                "places": [
                    {
                        "name": T("Siedziba klastra", "The cluster’s seat"),
                        "address": "ul. Główna 122, 97-410 Kleszczów",
                        "coordinates": "",
                    },
                    {
                        "name": T("Miasto Bełchatów", "The town of Bełchatów"),
                        "address": "",
                        "coordinates": "51,36 19,36",
                    },
                ],
            },
        ),
        ("embed", {"title": T("Mapa gminy Kleszczów", "Map of Kleszczów"), "embed": MAP_URL}),
        ("heading", {"text": T("Z kim rozmawiasz", "Who you are talking to"), "level": "h2"}),
        (
            "table",
            {
                "caption": T("Dane rejestrowe stowarzyszenia", "The association in the registers"),
                "columns": [
                    {"type": "text", "heading": T("Rejestr", "Register")},
                    {"type": "text", "heading": T("Rodzaj", "Kind")},
                    {"type": "number", "heading": T("Numer", "Number")},
                ],
                "rows": [
                    {"values": [same("KRS"), T("rejestr sądowy", "court register"), "0001149189"]},
                    {"values": [same("NIP"), T("numer podatkowy", "tax number"), "769-225-25-07"]},
                    {
                        "values": [
                            same("REGON"),
                            T("numer statystyczny", "statistical number"),
                            "540869122",
                        ]
                    },
                ],
            },
        ),
        (
            "link_cards",
            {
                "cards": [
                    {
                        "title": T("Zapytaj o strefę", "Ask about the zone"),
                        "text": T(
                            "Powiemy, z kim w gminie i w klastrze rozmawiać.",
                            "We will tell you whom to talk to in the municipality and the cluster.",
                        ),
                        "page": library.pages["contact"],
                    },
                ]
            },
        ),
    ]


HOME_PAGES = [
    DemoPage(
        key="home",
        parent=None,
        model=HomePage,
        title=T("Klaster Obszaru Nowej Energii", "New Energy Area Cluster"),
        slug=T("pl-home", "en-home"),
        fields=lambda library: {
            "lead": T(
                "Kopalnia i elektrownia w Bełchatowie stopniowo kończą pracę. Łączymy firmy, "
                "samorządy i inwestorów, żeby ich miejsce zajęła nowa gospodarka, a ludzie, "
                "którzy tu żyją, mieli w niej pracę.",
                "The Bełchatów mine and power station are being phased out. We bring companies, "
                "local government and investors together, so that a new economy takes their "
                "place and the people who live here find work in it.",
            ),
            "mission_title": T(
                "Zmiana, do której można się przygotować", "A change we can prepare for"
            ),
            "mission_text": T(
                "W ciągu 5–10 lat tysiące osób będą szukać w regionie nowej pracy. Ułatwiamy "
                "współpracę tym, którzy mogą dać pracę: przedsiębiorcom, gminom i inwestorom.",
                "Within 5–10 years thousands of people in the region will be looking for new "
                "work. We make it easier for those who can offer it to act together: businesses, "
                "municipalities and investors.",
            ),
            "mission_figures": mission_figures(),
            "investors_title": T(
                "Rozważasz inwestycję w regionie?", "Thinking of investing in the region?"
            ),
            "investors_text": T(
                "Jakich firm szuka strefa Kleszczów 5.0 i kogo o nią pytać.",
                "What companies the Kleszczów 5.0 zone is looking for, and whom to ask.",
            ),
        },
        links=lambda library: {"investors_page": library.pages["investors"]},
    ),
    DemoPage(
        key="mission",
        model=MissionPage,
        title=T("Misja", "Mission"),
        slug=T("misja", "mission"),
        fields=lambda library: {
            "lead": T(
                "Wspieramy społeczną, gospodarczą i środowiskową zmianę regionu bełchatowskiego. "
                "Pomagamy tym, którzy ją tworzą, poznać się i działać razem.",
                "We support the social, economic and environmental change of the Bełchatów "
                "region. We help those who bring it about to meet and to act together.",
            ),
        },
        body=mission_body,
        in_menus=True,
    ),
    DemoPage(
        key="investors",
        parent="mission",
        model=StandardPage,
        title=T("Dla inwestorów", "For investors"),
        slug=T("dla-inwestorow", "for-investors"),
        fields=lambda library: {
            "lead": T(
                "Gmina Kleszczów planuje strefę przemysłową pod hasłem „Kleszczów 5.0”. Chce "
                "w niej widzieć wysokie technologie, od sztucznej inteligencji po pojazdy "
                "autonomiczne.",
                "The municipality of Kleszczów plans an industrial zone under the banner "
                "“Kleszczów 5.0”. It wants to see high technology there, from artificial "
                "intelligence to autonomous vehicles.",
            ),
        },
        body=investors_body,
    ),
]
