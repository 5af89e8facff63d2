"""Polish typography: no one-letter word hangs at a line's end, no unit stands alone at the start of
the next, and nothing but prose is touched."""

import timeit

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from portal.templatetags.typography import quoted, typography
from portal.typography import bind_words

# A no-break space, written so that it can be seen below.
NBSP = "\u00a0"


def bound(html: str) -> str:
    """`html` after binding, its no-break spaces shown as ~."""
    assert "~" not in html
    return bind_words(html).replace(NBSP, "~")


@pytest.mark.parametrize("letter", "aiouwzAIOUWZ")
def test_each_one_letter_word_is_bound(letter):
    assert bound(f"tak {letter} nie") == f"tak {letter}~nie"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("W lesie", "W~lesie"),
        ("<p>W lesie</p>", "<p>W~lesie</p>"),
        ("i w lesie", "i~w~lesie"),
        ("a i o u w z nim", "a~i~o~u~w~z~nim"),
        ("las (w górach)", "las (w~górach)"),
        ("„w górach”", "„w~górach”"),
        ("«z wami»", "«z~wami»"),
        ("dom – w lesie", "dom – w~lesie"),
        ("dom w\n    lesie", "dom w~lesie"),
        ("dom w   lesie", "dom w~lesie"),
        ("w <b>lesie</b>", "w~<b>lesie</b>"),
        ('idź <em>z</em> w <a href="/">las</a>', 'idź <em>z</em>~w~<a href="/">las</a>'),
        ("<b>w</b> lesie", "<b>w</b>~lesie"),
        ("<li>w</li> <li>las</li>", "<li>w</li> <li>las</li>"),
        ("<b>dom</b> i las", "<b>dom</b> i~las"),
        ("w 2026 roku", "w~2026~roku"),
        ("&quot;w górach&quot;", "&quot;w~górach&quot;"),
        ('"w górach"', '"w~górach"'),
        ("(&quot;i w górach&quot;)", "(&quot;i~w~górach&quot;)"),
        ("[z nami]", "[z~nami]"),
        ("i&nbsp;w lesie", "i&nbsp;w~lesie"),
    ],
)
def test_words_of_prose_are_bound(html, expected):
    assert bound(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("ul. Główna 122", "ul.~Główna 122"),
        ("Ul. Główna", "Ul.~Główna"),
        ("przy al. Wolności i pl. Zwycięstwa", "przy al.~Wolności i~pl.~Zwycięstwa"),
        ("(pl. Wolności)", "(pl.~Wolności)"),
        ("nr 5, Nr 7", "nr~5, Nr~7"),
        ("uchwała nr <b>5</b>", "uchwała nr~<b>5</b>"),
        ("<b>ul.</b> Główna", "<b>ul.</b>~Główna"),
        ("z 2025 r. i później", "z~2025~r. i~później"),
        ("w ciągu 5–10 lat", "w~ciągu 5–10~lat"),
        ("3 lata, 1 lat", "3~lata, 1~lat"),
        ("5 tys. osób", "5~tys. osób"),
        ("1,5 mln zł", "1,5~mln zł"),
        ("5 000 zł", "5 000~zł"),
        ("12 km, 3 m, 40 ha", "12~km, 3~m, 40~ha"),
        ("300 MW i 20 kWh", "300~MW i~20~kWh"),
        ("o 10 %", "o~10~%"),
        ("300\n    MW", "300~MW"),
        ("<strong>5–10</strong> lat", "<strong>5–10</strong>~lat"),
        ("<strong>5</strong> <b>lat</b>", "<strong>5</strong> <b>lat</b>"),
        ("<b><i>300</i></b> MW", "<b><i>300</i></b>~MW"),
        ("<p>300</p> MW", "<p>300</p> MW"),
    ],
)
def test_names_and_units_are_bound(html, expected):
    assert bound(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        "",
        "na portalu.pl. Dalej",
        "kul. Główna",
        "fal. Dalej",
        "numer 5",
        "enr 5",
        "5 latarni, 3 rowery",
        "5 rozdziałów",
        "2025 rok",
        "5 metrów",
        "lat 5",
        "dużo mln",
        "https://example.org/ul. html",
        "   \n ",
        "lasy państwowe",
        "las w",
        f"w{NBSP}lesie".replace(NBSP, "&nbsp;"),
        "5 000 osób",
        "A. Nowak i. Kowalski",
        "Jan z.o.o.",
        "witamina_a b",
        "do W3C to",
        "ta e ta",
        '<img alt="dom w lesie" src="a.png">',
        "<img alt='dom > w lesie'>",
        '<a href="/szukaj/?q=dom w lesie">las</a>',
        "https://example.org/i/w/z",
        "<code>for i in w</code>",
        "<pre>a w b\n  i c</pre>",
        "<script>let a = b; a in b; i < w</script>",
        "<style>a b { color: red } i b {}</style>",
        "<textarea>dom w lesie</textarea>",
        "<kbd>w a</kbd>",
        "<template><p>dom w lesie</p></template>",
        "<svg><title>dom w lesie</title></svg>",
        "<!-- dom w lesie -->",
        "<!doctype html><html lang='pl'></html>",
    ],
)
def test_everything_else_stays_as_it_is(html):
    assert bound(html) == html


def test_what_is_bound_already_is_not_bound_twice():
    once = bind_words("i w lesie, a <b>z</b> nim")

    assert bind_words(once) == once


def test_prose_between_what_is_left_alone_is_bound():
    html = "<p>w lesie <code>i w kodzie</code> i w <!-- i w uwadze --> polu</p>"

    assert bound(html) == "<p>w~lesie <code>i w kodzie</code> i~w~<!-- i w uwadze --> polu</p>"


@pytest.mark.parametrize(
    "part",
    [" ", "w ", "5 ", "5 lat ", "&quot;w ", "ul. ", "<b>5</b> ", "<b>", "w\n\t ", "5     ", " "],
)
def test_a_long_page_takes_no_longer_than_its_length_says(part):
    """Ten times the text, ten times the time: a hundred would be a pattern that goes back."""
    page = part * (20_000 // len(part))
    short, long = (
        min(timeit.repeat(lambda html=html: bind_words(html), number=1, repeat=5))
        for html in (page, page * 10)
    )

    assert long < 40 * short + 0.01


def test_an_unclosed_tag_does_not_lose_text():
    assert bound("5 < 6 i w lesie <b") == "5 < 6 i~w~lesie <b"


class TestFilter:
    def test_acts_on_polish_pages(self):
        with translation.override("pl"):
            assert typography("w lesie") == f"w{NBSP}lesie"

    def test_leaves_english_pages_alone(self):
        with translation.override("en"):
            assert typography("a tree, I think") == "a tree, I think"

    def test_keeps_finished_html_finished(self):
        with translation.override("pl"):
            assert isinstance(typography(mark_safe("<b>w lesie</b>")), SafeString)

    def test_does_not_make_unsafe_text_safe(self):
        with translation.override("pl"):
            html = Template("{% load typography %}{{ text|typography }}").render(
                Context({"text": "<b>w lesie"})
            )

        assert html == f"&lt;b&gt;w{NBSP}lesie"

    def test_works_around_a_whole_template(self):
        template = Template(
            "{% load typography %}{% filter typography %}<p title='w lesie'>{{ text }}</p>"
            "{% endfilter %}"
        )
        with translation.override("pl"):
            html = template.render(Context({"text": "dom w lesie"}))

        assert html == f"<p title='w lesie'>dom w{NBSP}lesie</p>"


class TestQuoted:
    @pytest.mark.parametrize(
        ("language", "expected"), [("pl", "„Czas na zmianę.”"), ("en", "“Czas na zmianę.”")]
    )
    def test_has_the_marks_of_the_active_language(self, language, expected):
        with translation.override(language):
            assert quoted("Czas na zmianę.") == expected

    def test_has_the_marks_of_the_language_that_is_named(self):
        with translation.override("en"):
            assert quoted("Czas na zmianę.", "pl") == "„Czas na zmianę.”"

    def test_drops_the_space_around_the_text(self):
        assert quoted(" Czas \n", "pl") == "„Czas”"

    def test_escapes_the_text(self):
        assert quoted("<script>", "en") == "“&lt;script&gt;”"
