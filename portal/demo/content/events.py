"""The calendar: invented meetings, said to be examples, around the day of seeding.

One is over, one is cancelled, one takes place online.
"""

import datetime

from django.utils import timezone, translation
from django.utils.dateformat import format as format_date

from news.models import EventIndexPage, EventPage
from portal.demo.documents import pdf
from portal.demo.page import DemoPage, Library
from portal.demo.text import Data, Rich, T

WEDNESDAY = 2
HALL = T("sala A", "room A")
STUDIO = T("sala B", "room B")

TEAM = {
    "name": T("zespół klastra", "the cluster’s team"),
    "organisation": T("Klaster Obszaru Nowej Energii", "New Energy Area Cluster"),
}
GUEST = {
    "name": T("ekspertka ds. sieci", "a grid expert"),
    "organisation": T("prelegentka przykładowa", "example speaker"),
}
COMPANY = {
    "name": T("właściciel małej firmy", "the owner of a small company"),
    "organisation": T("prelegent przykładowy", "example speaker"),
}
COUNCIL = {
    "name": T("przedstawicielka gminy", "a municipal officer"),
    "organisation": T("prelegentka przykładowa", "example speaker"),
}

# (from, to, kind, title, room, speakers, summary): the page and the PDF are made of the same.
SESSIONS = [
    ("10:00", "10:15", "ceremony", T("Otwarcie", "Opening"), HALL, [TEAM], ""),
    (
        "10:15",
        "11:00",
        "talk",
        T("Ziemia, woda, sieć: co zostaje po węglu", "Land, water, grid: what remains after coal"),
        HALL,
        [GUEST],
        T(
            "Co można wykorzystać drugi raz, a co trzeba zbudować od nowa.",
            "What can be used a second time, and what has to be built anew.",
        ),
    ),
    (
        "11:00",
        "11:45",
        "panel",
        T(
            "Kto będzie tu potrzebował prądu za dziesięć lat?",
            "Who will need electricity here in ten years?",
        ),
        HALL,
        [TEAM, GUEST, COMPANY],
        "",
    ),
    ("11:45", "12:15", "break", T("Przerwa na kawę", "Coffee break"), "", [], ""),
    (
        "12:15",
        "13:30",
        "workshop",
        T("Mała firma: od rachunku do planu", "A small company: from bill to plan"),
        HALL,
        [COMPANY],
        T(
            "Uczestnicy przynoszą rachunek za prąd i wychodzą z listą trzech kroków.",
            "Bring an electricity bill; leave with a list of three steps.",
        ),
    ),
    (
        "12:15",
        "13:30",
        "workshop",
        T("Energia wspólna krok po kroku", "Sharing energy, step by step"),
        STUDIO,
        [COUNCIL],
        T(
            "Jak kilku sąsiadów może razem wytwarzać i zużywać energię.",
            "How a few neighbours can generate and use energy together.",
        ),
    ),
    ("13:30", "14:15", "break", T("Obiad", "Lunch"), "", [], ""),
    (
        "14:15",
        "15:15",
        "panel",
        T("Pytania inwestorów, odpowiedzi gmin", "Investors ask, municipalities answer"),
        HALL,
        [COUNCIL, COMPANY],
        "",
    ),
    ("15:15", "15:30", "ceremony", T("Podsumowanie", "Closing"), HALL, [TEAM], ""),
]

EXAMPLE_FORUM = T(
    "Energia po węglu: forum klastra (przykład)", "Energy after coal: a cluster forum (example)"
)


def forum_day(today: datetime.date) -> datetime.date:
    """The first Wednesday that is at least five weeks away."""
    day = today + datetime.timedelta(weeks=5)
    return day + datetime.timedelta(days=(WEDNESDAY - day.weekday()) % 7)


def workshop_day(today: datetime.date) -> datetime.date:
    """The last Wednesday that is at least three weeks past."""
    day = today - datetime.timedelta(weeks=3)
    return day - datetime.timedelta(days=(day.weekday() - WEDNESDAY) % 7)


def webinar_day(today: datetime.date) -> datetime.date:
    """The first Wednesday that is at least two weeks away."""
    day = today + datetime.timedelta(weeks=2)
    return day + datetime.timedelta(days=(WEDNESDAY - day.weekday()) % 7)


def walk_day(today: datetime.date) -> datetime.date:
    """The Saturday after the webinar."""
    return webinar_day(today) + datetime.timedelta(days=3)


def moment(day: datetime.date, time: str) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.fromisoformat(time)))


def programme_pdf(today: datetime.date, language: str) -> bytes:
    """The forum's programme to download, in one of the two languages."""
    sample = T(
        "Program przykładowy, przygotowany do wersji demonstracyjnej portalu.",
        "An example programme, made for the demonstration of the portal.",
    )
    title = getattr(EXAMPLE_FORUM, language)
    with translation.override(language):
        date = format_date(forum_day(today), "j E Y")
    lines = [(title, 18, True), (date, 12, False), ("", 8, False)]
    for start, end, _kind, session, room, _speakers, _summary in SESSIONS:
        place = f" – {getattr(room, language)}" if room else ""
        lines.append((f"{start}–{end}{place}", 10, False))
        lines.append((getattr(session, language), 12, True))
        lines.append(("", 4, False))
    lines += [("", 8, False), (getattr(sample, language), 10, False)]
    return pdf(title, language, lines)


def forum_body(library: Library) -> list:
    return [
        (
            "paragraph",
            Rich(
                "<p>Tak może wyglądać strona spotkania: <b>program z godzinami</b>, dwie sale "
                "naraz i dokumenty do pobrania.</p>",
                "<p>This is what the page of a meeting can look like: <b>a programme with "
                "times</b>, two rooms at once, and documents to download.</p>",
            ),
        ),
        ("heading", {"text": T("Program", "Programme"), "level": "h2"}),
        (
            "programme",
            {
                "title": "",
                "sessions": [
                    {
                        "start": datetime.time.fromisoformat(start),
                        "end": datetime.time.fromisoformat(end),
                        "kind": kind,
                        "title": title,
                        "room": room,
                        "speakers": speakers,
                        "summary": summary,
                    }
                    for start, end, kind, title, room, speakers, summary in SESSIONS
                ],
            },
        ),
        (
            "documents",
            {
                "title": T("Do pobrania", "To download"),
                "documents": [
                    {
                        "document": library.documents["programme-pl"],
                        "title": T("Program po polsku", "The programme in Polish"),
                    },
                    {
                        "document": library.documents["programme-en"],
                        "title": T("Program po angielsku", "The programme in English"),
                    },
                ],
            },
        ),
    ]


def workshop_body(library: Library) -> list:
    return [
        (
            "programme",
            {
                "title": T("Przebieg", "Programme"),
                "sessions": [
                    {
                        "start": datetime.time(10),
                        "end": datetime.time(11, 15),
                        "kind": "talk",
                        "title": T("Co mówi rachunek za prąd", "What an electricity bill says"),
                        "room": HALL,
                        "speakers": [TEAM],
                        "summary": "",
                    },
                    {
                        "start": datetime.time(11, 30),
                        "end": datetime.time(13),
                        "kind": "workshop",
                        "title": T("Liczymy na własnych danych", "Working with your own figures"),
                        "room": HALL,
                        "speakers": [COMPANY],
                        "summary": "",
                    },
                ],
            },
        ),
        ("heading", {"text": T("Na czym ćwiczymy", "What we practise on"), "level": "h2"}),
        (
            "chart",
            {
                "title": T(
                    "Zużycie prądu w zmyślonym domu", "Electricity used in an invented house"
                ),
                "kind": "bar",
                "data": Data(
                    "Na co;Przed zmianami;Po zmianach\nOgrzewanie wody;1210;760\n"
                    "Kuchnia;940;815,5\nOświetlenie;310;92,5\nReszta;640;",
                    "What for;Before the changes;After the changes\nHot water;1210;760\n"
                    "Kitchen;940;815,5\nLighting;310;92,5\nThe rest;640;",
                ),
                "unit": T("kWh w ciągu roku", "kWh in a year"),
                "source": T("przykład warsztatowy", "an example for the workshop"),
                "note": T(
                    "Liczby są zmyślone; reszty po zmianach jeszcze nie policzono.",
                    "The figures are invented; the rest after the changes is not known yet.",
                ),
            },
        ),
    ]


EVENT_PAGES = [
    DemoPage(
        key="events",
        model=EventIndexPage,
        title=T("Wydarzenia", "Events"),
        slug=T("wydarzenia", "events"),
        fields=lambda library: {
            "lead": T(
                "Spotkania, panele i warsztaty: najpierw te, które dopiero będą.",
                "Meetings, panels and workshops: upcoming ones first.",
            )
        },
        in_menus=True,
    ),
    DemoPage(
        key="forum",
        parent="events",
        model=EventPage,
        title=EXAMPLE_FORUM,
        slug=T("energia-po-weglu", "energy-after-coal"),
        fields=lambda library: {
            "start": moment(forum_day(library.today), "10:00"),
            "end": moment(forum_day(library.today), "15:30"),
            "venue": T("Sala przykładowa, Kleszczów", "Example Hall, Kleszczów"),
            "organisers": T("Klaster Obszaru Nowej Energii", "New Energy Area Cluster"),
            "picture": library.pictures["hall-plan"],
            "lead": T(
                "To wydarzenie przykładowe: pokazuje, jak portal zapowiada spotkania. Termin, "
                "sale i prelegenci są zmyśleni.",
                "This is an example event: it shows how the portal announces meetings. The date, "
                "rooms and speakers are invented.",
            ),
        },
        body=forum_body,
    ),
    DemoPage(
        key="workshop",
        parent="events",
        model=EventPage,
        title=T(
            "Jak czytać rachunek za prąd: warsztat (przykład)",
            "Reading an electricity bill: a workshop (example)",
        ),
        slug=T("rachunek-za-prad", "electricity-bill"),
        fields=lambda library: {
            "start": moment(workshop_day(library.today), "10:00"),
            "end": moment(workshop_day(library.today), "13:00"),
            "venue": T("Sala przykładowa, Kleszczów", "Example Hall, Kleszczów"),
            "organisers": T("Klaster Obszaru Nowej Energii", "New Energy Area Cluster"),
            "picture": library.pictures["power-lines"],
            "lead": T(
                "To wydarzenie przykładowe, które już minęło: widać na nim, jak portal przechowuje "
                "dawne spotkania.",
                "This is an example event that is over: it shows how the portal keeps past "
                "meetings.",
            ),
        },
        body=workshop_body,
    ),
    DemoPage(
        key="webinar",
        parent="events",
        model=EventPage,
        title=T(
            "Przyłączenie do sieci: pytania firm (przykład)",
            "Connecting to the grid: companies ask (example)",
        ),
        slug=T("przylaczenie-do-sieci", "connecting-to-the-grid"),
        fields=lambda library: {
            "start": moment(webinar_day(library.today), "17:00"),
            "end": moment(webinar_day(library.today), "18:30"),
            "venue": T("Spotkanie w sieci", "An online meeting"),
            "attendance": EventPage.Attendance.ONLINE,
            "online_url": "https://example.org/spotkanie",
            "organisers": T("Klaster Obszaru Nowej Energii", "New Energy Area Cluster"),
            "lead": T(
                "To wydarzenie przykładowe: pokazuje, jak portal zapowiada spotkanie zdalne. "
                "Termin i adres są zmyślone.",
                "This is an example event: it shows how the portal announces a meeting online. The "
                "date and the address are invented.",
            ),
        },
    ),
    DemoPage(
        key="walk",
        parent="events",
        model=EventPage,
        title=T(
            "Spacer po zrekultywowanym zwałowisku (przykład)",
            "A walk over the reclaimed spoil heap (example)",
        ),
        slug=T("spacer-po-zwalowisku", "spoil-heap-walk"),
        fields=lambda library: {
            "start": moment(walk_day(library.today), "11:00"),
            "end": moment(walk_day(library.today), "14:00"),
            "venue": T("Parking przykładowy pod zwałowiskiem", "Example car park by the heap"),
            "status": EventPage.Status.CANCELLED,
            "organisers": T("Klaster Obszaru Nowej Energii", "New Energy Area Cluster"),
            "lead": T(
                "To wydarzenie przykładowe: pokazuje, jak portal mówi o spotkaniu odwołanym. "
                "Termin i miejsce są zmyślone.",
                "This is an example event: it shows how the portal tells of a meeting that is "
                "cancelled. The date and the place are invented.",
            ),
        },
    ),
]
