"""Varied example news, put together from parts in both languages at once.

Subjects have their Polish cases written out, so that every sentence is grammatical.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from portal.demo.text import T

# Nominative, genitive, English.
SUBJECTS = [
    ("panele słoneczne na dachu szkoły", "paneli słonecznych na dachu szkoły",
     "solar panels on the school roof"),
    ("magazyn energii przy oczyszczalni", "magazynu energii przy oczyszczalni",
     "an energy store at the sewage works"),
    ("ścieżka rowerowa na zwałowisku", "ścieżki rowerowej na zwałowisku",
     "a cycle path on the spoil heap"),
    ("kurs dla spawaczy", "kursu dla spawaczy", "a course for welders"),
    ("pompy ciepła w domu kultury", "pomp ciepła w domu kultury",
     "heat pumps at the community centre"),
    ("młody las na nowej ziemi", "młodego lasu na nowej ziemi", "a young forest on new ground"),
    ("pracownia robotyki w liceum", "pracowni robotyki w liceum",
     "a robotics workshop at the secondary school"),
    ("biogazownia w gospodarstwie", "biogazowni w gospodarstwie", "a biogas plant on a farm"),
    ("światłowód do nowych działek", "światłowodu do nowych działek", "fibre for the new plots"),
    ("test drona nad odkrywką", "testu drona nad odkrywką", "a drone test above the open pit"),
    ("zbiornik na deszczówkę", "zbiornika na deszczówkę", "a rainwater reservoir"),
    ("autobus na żądanie", "autobusu na żądanie", "a bus on demand"),
    ("targi pracy dla górników", "targów pracy dla górników", "a job fair for miners"),
    ("spółdzielnia energetyczna sąsiadów", "spółdzielni energetycznej sąsiadów",
     "a neighbours’ energy cooperative"),
    ("inkubator dla małych firm", "inkubatora dla małych firm",
     "an incubator for small companies"),
    ("stacja ładowania przy rynku", "stacji ładowania przy rynku",
     "a charging station by the market square"),
]  # fmt: skip

PLACES = [
    T("w sąsiedniej gminie", "in a neighbouring municipality"),
    T("na skraju odkrywki", "at the edge of the open pit"),
    T("nad rzeką", "by the river"),
    T("w strefie przemysłowej", "in the industrial zone"),
    T("w małym mieście", "in a small town"),
    T("na wsi", "in a village"),
    T("przy dawnej bocznicy", "by the old railway siding"),
    T("w środku regionu", "in the middle of the region"),
]

TITLES = [
    T("{Subject} {place}", "{Subject} {place}"),
    T("{Subject}: pierwszy rok {place}", "{Subject}: the first year {place}"),
    T("Pomysł na region: {subject}", "An idea for the region: {subject}"),
    T("Co wiemy o planach {place}: {subject}", "What we know of the plans {place}: {subject}"),
    T("Pytania i odpowiedzi: {subject}", "Questions and answers: {subject}"),
    T("Rusza nabór {place}: {subject}", "Applications open {place}: {subject}"),
]

LEADS = [
    T("Tak mogłaby wyglądać wiadomość z regionu. Jej temat to {subject}.",
      "This is what news from the region could look like. Its subject: {subject}."),
    T("{Subject}: tyle {place} zmieniło się od zeszłego roku. To tekst przykładowy.",
      "{Subject}: so much has changed {place} since last year. This is an example text."),
    T("Przykładowa relacja o tym, jak {place} zaczęto planować coś nowego: {subject}.",
      "An example report on how something new was planned {place}: {subject}."),
]  # fmt: skip

HEADINGS = [
    T("Co dalej", "What comes next"),
    T("Koszty i terminy", "Costs and dates"),
    T("Kto może się zgłosić", "Who can apply"),
    T("Czego się nauczono", "What was learnt"),
    T("Energia i ludzie", "Energy and people"),
]

SENTENCES = [
    T("Koszt {of_subject} rozłożono na {years} lat.",
      "The cost of {subject} is spread over {years} years."),
    T("Mieszkańcy pytają przede wszystkim o termin.", "Residents ask about the date above all."),
    T("Do rozmowy o przyszłości {of_subject} zgłosiły się firmy, rolnicy i uczniowie.",
      "Companies, farmers and pupils joined the talk about the future of {subject}."),
    T("Liczba uczestników pierwszego spotkania: {number}.",
      "Number of people at the first meeting: {number}."),
    T("Prąd z własnego źródła ma zasilać oświetlenie, a nadwyżka trafi do sieci.",
      "Power from the site’s own source will run the lighting; the surplus goes to the grid."),
    T("Inżynierowie sprawdzili grunt {place} i poziom wody.",
      "Engineers have checked the ground {place}, and the level of the water."),
    T("Gmina szuka partnera, który zna się na automatyce i danych.",
      "The municipality is looking for a partner who knows automation and data."),
    T("Dawni pracownicy kopalni wnoszą doświadczenie z dużych maszyn.",
      "Former mine workers bring their experience with large machines."),
    T("Raport o skutkach {of_subject} ma {number} stron i jest dostępny na miejscu.",
      "The report on the effects of {subject} has {number} pages and can be read on site."),
    T("Podobne pomysły omawiano już {place}, ale bez pieniędzy na początek.",
      "Similar ideas were discussed {place} before, but without money to begin with."),
    T("Uczelnia proponuje praktyki: {number} godzin w semestrze.",
      "The university offers placements: {number} hours a term."),
    T("Przez {years} lat wyniki będą mierzone i publikowane.",
      "For {years} years the results will be measured and published."),
    T("Zima pokaże, czy ciepła wystarczy dla wszystkich budynków.",
      "Winter will show whether there is heat enough for all the buildings."),
    T("Przewoźnik prosi o uwagi do rozkładu jazdy.",
      "The carrier asks for remarks on the timetable."),
    T("Na działce posadzono też drzewa, głównie dęby i sosny.",
      "Trees were planted on the plot as well, mostly oak and pine."),
    T("O kolejnych krokach zdecyduje rada na najbliższej sesji.",
      "The council will decide on the next steps at its coming session."),
]  # fmt: skip


@dataclass(frozen=True)
class Story:
    title: T
    lead: T
    # (kind of block, its text)
    body: list[tuple[str, T]]

    def blocks(self, language: str) -> Iterator[tuple[str, str | dict]]:
        """(kind, value) of each block, as a StreamField stores it."""
        for kind, text in self.body:
            words = getattr(text, language)
            yield kind, {"text": words, "level": "h2"} if kind == "heading" else f"<p>{words}</p>"


def make_story(dice: random.Random) -> Story:
    """A title, a lead, and two to four paragraphs with a heading among them."""
    nominative, genitive, english = dice.choice(SUBJECTS)
    place = dice.choice(PLACES)
    numbers = {"years": dice.randint(5, 9), "number": dice.randint(12, 180)}

    def told(text: T) -> T:
        return T(
            text.pl.format(
                subject=nominative, Subject=capitalised(nominative), of_subject=genitive,
                place=place.pl, **numbers,
            ),
            text.en.format(
                subject=english, Subject=capitalised(english), place=place.en, **numbers
            ),
        )  # fmt: skip

    sentences = [told(text) for text in dice.sample(SENTENCES, 12)]
    body = []
    for _ in range(dice.randint(2, 4)):
        paragraph, sentences = sentences[:3], sentences[3:]
        body.append(
            (
                "paragraph",
                T(
                    " ".join(text.pl for text in paragraph),
                    " ".join(text.en for text in paragraph),
                ),
            )
        )
    body.insert(len(body) // 2, ("heading", dice.choice(HEADINGS)))
    return Story(told(dice.choice(TITLES)), told(dice.choice(LEADS)), body)


def capitalised(text: str) -> str:
    """`text` with its first letter large and all others as they are."""
    return text[:1].upper() + text[1:]
