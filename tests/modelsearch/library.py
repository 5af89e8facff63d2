"""The small library that modelsearch's tests search in: the facts that they assert, in our words.

Upstream's fixture is no part of its wheel. Keys are those that the tests name.
"""

from datetime import date, time

from django.core.management.color import no_style
from django.db import connection
from modelsearch.test.testapp.models import (
    AgendaItem,
    Author,
    Book,
    Character,
    Meeting,
    MPAnimal,
    Novel,
    NSAnimal,
    ProgrammingGuide,
    Speaker,
    UnindexedBook,
)

MARTIN, TOLKIEN, ASIMOV = 1, 2, 4

AUTHORS = {
    MARTIN: ("George R.R. Martin", date(1948, 9, 20)),
    TOLKIEN: ("J. R. R. Tolkien", date(1892, 1, 3)),
    ASIMOV: ("Isaac Asimov", date(1920, 1, 2)),
    5: ("David Ascher", None),
    6: ("Mark Lutz", None),
    7: ("Daniel Roy Greenfeld", None),
    8: ("Audrey Roy Greenfeld", None),
    9: ("Douglas Crockford", None),
    10: ("David Flanagan", None),
    11: ("Steve Klabnik", None),
    12: ("Carol Nichols", None),
    13: ("Jim Blandy", None),
    14: ("Jason Orendorff", None),
}

# Title, author, day, pages, setting, characters; the starred one is the protagonist.
NOVELS = {
    1: ("A Game of Thrones", MARTIN, date(1996, 8, 1), 694, "Westeros",
        "Daenerys Targaryen, Jon Snow, Eddard Stark"),
    2: ("A Clash of Kings", MARTIN, date(1998, 1, 1), 768, "Westeros",
        "Daenerys Targaryen, Jon Snow"),
    3: ("A Storm of Swords", MARTIN, date(2000, 1, 1), 973, "Westeros",
        "Daenerys Targaryen, Jon Snow"),
    4: ("The Fellowship of the Ring", TOLKIEN, date(1954, 7, 29), 423, "Middle Earth",
        "*Frodo Baggins, Bilbo Baggins, Gandalf"),
    5: ("The Two Towers", TOLKIEN, date(1954, 11, 11), 352, "Middle Earth",
        "*Frodo Baggins, Bilbo Baggins, Gandalf"),
    6: ("The Return of the King", TOLKIEN, date(1955, 10, 20), 440, "Middle Earth",
        "*Frodo Baggins, Bilbo Baggins, Gandalf"),
    7: ("The Hobbit", TOLKIEN, date(1937, 9, 21), 320, "Middle Earth",
        "*Bilbo Baggins, Thorin Oakenshield"),
    10: ("Foundation", ASIMOV, date(1951, 1, 1), 255, "Galactic Empire",
         "Hari Seldon, Salvor Hardin"),
}  # fmt: skip

# Title, authors, day, pages, language.
GUIDES = {
    11: ("Learning Python", (5, 6), date(1999, 1, 1), 1160, "py"),
    12: ("Two Scoops of Django 1.11", (7, 8), date(2017, 4, 26), 556, "py"),
    13: ("JavaScript: The good parts", (9,), date(2008, 5, 18), 172, "js"),
    14: ("JavaScript: The Definitive Guide", (10,), date(1998, 6, 11), 792, "js"),
    15: ("The Rust Programming Language", (11, 12), date(2018, 5, 22), 440, "rs"),
}

PROGRAMMING_RUST = 16

# Name, start, and who speaks about what.
MEETINGS = [
    ("Breakfast yoga", time(8), {}),
    ("Stand-up meeting", time(9, 30), {"What we did yesterday": "Arthur Doyle"}),
    ("Evening yoga", time(18), {}),
]

ANIMALS = {"Animal": {"Mammal": {"Cat": {}, "Dog": {}}, "Reptile": {"Snake": {}}}}


def fill() -> None:
    """Write it all into an empty database."""
    for pk, (name, born) in AUTHORS.items():
        Author.objects.create(pk=pk, name=name, date_of_birth=born)
    for pk, (title, author, day, pages, setting, characters) in NOVELS.items():
        novel = Novel.objects.create(
            pk=pk, title=title, publication_date=day, number_of_pages=pages, setting=setting
        )
        novel.authors.set([author])
        for name in characters.split(", "):
            character = Character.objects.create(name=name.removeprefix("*"), novel=novel)
            if name.startswith("*"):
                novel.protagonist = character
        novel.save()
    for pk, (title, authors, day, pages, language) in GUIDES.items():
        guide = ProgrammingGuide.objects.create(
            pk=pk,
            title=title,
            publication_date=day,
            number_of_pages=pages,
            programming_language=language,
        )
        guide.authors.set(authors)
    Book.objects.create(
        pk=PROGRAMMING_RUST,
        title="Programming Rust",
        publication_date=date(2017, 12, 1),
        number_of_pages=622,
    ).authors.set([13, 14])
    for title, _author, day, pages, *_rest in list(NOVELS.values())[:4]:
        UnindexedBook.objects.create(
            title=f"{title} U", publication_date=day, number_of_pages=pages
        )
    for name, start, agenda in MEETINGS:
        meeting = Meeting.objects.create(name=name, start_time=start)
        for topic, speaker in agenda.items():
            item = AgendaItem.objects.create(meeting=meeting, topic=topic)
            Speaker.objects.create(agenda_item=item, name=speaker)
    for model in (MPAnimal, NSAnimal):
        plant(model, ANIMALS)
    number_anew()


def plant(model, animals: dict, parent=None) -> None:
    for name, children in animals.items():
        if parent is None:
            node = model.add_root(name=name)
        else:
            # A nested set moves its neighbours about without telling those that are loaded.
            parent = model.objects.get(pk=parent.pk)
            node = parent.add_child(name=name)
        plant(model, children, node)


def number_anew() -> None:
    """Let new objects have keys of their own: PostgreSQL does not count those that were given."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Author, Book]):
            cursor.execute(statement)
