"""Polish typography: no one-letter word hangs at a line's end, and nothing but prose is touched."""

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from portal.templatetags.typography import quoted, typography
from portal.typography import bind_one_letter_words

# A no-break space, written so that it can be seen below.
NBSP = "\u00a0"


def bound(html: str) -> str:
    """`html` after binding, its no-break spaces shown as ~."""
    assert "~" not in html
    return bind_one_letter_words(html).replace(NBSP, "~")


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
        ("w 2026 roku", "w~2026 roku"),
    ],
)
def test_words_of_prose_are_bound(html, expected):
    assert bound(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        "",
        "   \n ",
        "lasy państwowe",
        "las w",
        f"w{NBSP}lesie".replace(NBSP, "&nbsp;"),
        "5 000 zł",
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
    once = bind_one_letter_words("i w lesie, a <b>z</b> nim")

    assert bind_one_letter_words(once) == once


def test_prose_between_what_is_left_alone_is_bound():
    html = "<p>w lesie <code>i w kodzie</code> i w <!-- i w uwadze --> polu</p>"

    assert bound(html) == "<p>w~lesie <code>i w kodzie</code> i~w~<!-- i w uwadze --> polu</p>"


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
