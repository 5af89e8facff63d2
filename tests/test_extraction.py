"""The text of attached files: what is read, and what not and why; hostile ones do no harm."""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from search.extraction import Extraction, Limits, Outcome, extract
from search.extraction.child import tidy
from search.extraction.pdf import join_divided_words
from tests import attached_files as files

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000


@pytest.fixture
def read(tmp_path):
    """read(content, name, **limits) → what comes of a file."""

    def read(content: bytes, name: str = "plik.pdf", **limits) -> Extraction:
        path = tmp_path / "upload"
        path.write_bytes(content)
        with path.open("rb") as file:
            return extract(file, name, Limits(**limits))

    return read


class TestText:
    def test_of_a_pdf_has_its_polish_letters(self, read):
        found = read(files.pdf("Zażółć gęślą jaźń"))

        assert found == Extraction(Outcome.READ, "Zażółć gęślą jaźń")

    def test_of_a_pdf_has_all_its_pages(self, read):
        assert read(files.pdf("pierwsza", "druga")).text.split() == ["pierwsza", "druga"]

    def test_of_a_pdf_joins_the_words_that_a_line_divides(self, read):
        assert read(files.pdf("strefy przemy-\nsłowej")).text == "strefy przemysłowej"

    def test_of_a_pdf_that_is_closed_to_changes_only_is_read(self, read):
        assert read(files.encrypted_pdf("uchwała", password="")).text == "uchwała"

    def test_of_a_word_file_has_its_paragraphs(self, read):
        assert read(files.docx("Uchwała", "w sprawie strefy"), "u.docx") == Extraction(
            Outcome.READ, "Uchwała\nw sprawie strefy"
        )

    def test_of_a_word_file_has_its_notes(self, read):
        note = "<w:p><w:r><w:t>przypis</w:t></w:r></w:p>"
        document = files.package(word__document=files.word(""), word__footnotes=files.word(note))

        assert read(document, "u.docx").text == "przypis"

    def test_of_a_word_file_has_nothing_that_was_deleted(self, read):
        body = (
            "<w:p><w:r><w:delText>stara</w:delText><w:t>nowa</w:t></w:r>"
            "<w:r><w:instrText>PAGEREF</w:instrText></w:r></w:p>"
        )

        assert read(files.package(word__document=files.word(body)), "u.docx").text == "nowa"

    def test_of_runs_is_one_word_where_it_is_written_as_one(self, read):
        body = "<w:p><w:r><w:t>stre</w:t></w:r><w:r><w:t>fa</w:t></w:r><w:r><w:tab/></w:r></w:p>"

        assert read(files.package(word__document=files.word(body)), "u.docx").text == "strefa"

    def test_of_slides_is_in_their_order(self, read):
        slides = {f"ppt__slides__slide{n}": files.slide(f"slajd {n}") for n in (10, 9)}

        assert read(files.package(**slides), "p.pptx").text == "slajd 9\nslajd 10"

    def test_of_an_odt_has_headings_and_paragraphs_but_no_remarks(self, read):
        body = (
            "<text:h>Tytuł</text:h><text:p>Akapit<office:annotation><text:p>uwaga</text:p>"
            "</office:annotation></text:p>"
        )

        assert read(files.odt(body), "u.odt").text == "Tytuł\nAkapit"

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1250"])
    def test_of_plain_files_is_read_in_any_polish_encoding(self, read, encoding):
        assert read("Zażółć gęślą".encode(encoding), "notatka.txt").text == "Zażółć gęślą"

    def test_has_nothing_that_a_database_refuses(self, read):
        found = read("a\0b\ud800c".encode("utf-16", "surrogatepass"), "notatka.txt")

        assert found.text.encode().replace(b"\xef\xbf\xbd", b" ") == b"a b c"

    def test_has_its_ligatures_apart(self, read):
        assert read("eﬁcjent".encode(), "notatka.txt").text == "eficjent"

    @pytest.mark.parametrize("name", ["a b.pdf", "'a' \"b\".pdf", "-rf; ls.pdf", "zło.PDF", "pdf"])
    def test_is_read_whatever_the_name(self, read, name):
        assert read(files.pdf("uchwała"), name).text == "uchwała"

    def test_is_that_of_the_content_where_the_name_says_another_kind(self, read):
        assert read(files.docx("uchwała"), "uchwala.pdf").text == "uchwała"


def test_what_was_just_written_is_read():
    with TemporaryFile() as file:
        file.write(files.docx("uchwała"))

        assert extract(file, "u.docx").text == "uchwała"


@pytest.mark.parametrize(
    ("divided", "joined"),
    [
        ("przemy-\nsłowej", "przemysłowej"),
        ("Bielsko-\nBiała", "Bielsko-\nBiała"),
        ("2025-\n2030", "2025-\n2030"),
        ("tak -\nnie", "tak -\nnie"),
    ],
)
def test_only_divided_words_are_joined(divided, joined):
    assert join_divided_words(divided) == joined


class TestNoText:
    @pytest.mark.parametrize(
        ("content", "name", "outcome"),
        [
            (b"", "pusty.pdf", Outcome.EMPTY),
            (files.scan(), "skan.pdf", Outcome.EMPTY),
            (files.docx(), "pusty.docx", Outcome.EMPTY),
            (files.encrypted_pdf("uchwała", password="tajne"), "u.pdf", Outcome.ENCRYPTED),
            (OLE, "zaszyfrowany.docx", Outcome.ENCRYPTED),
            (OLE, "stary.doc", Outcome.UNSUPPORTED),
            (files.package(inny="<a/>"), "pliki.zip", Outcome.UNSUPPORTED),
            (b"GIF89a", "obraz.gif", Outcome.UNSUPPORTED),
            (b"nie pdf", "u.pdf", Outcome.DAMAGED),
            (b"%PDF-1.7\n" + b"\xff" * 3000, "u.pdf", Outcome.DAMAGED),
            (files.docx("uchwała " * 999)[:-40], "urwany.docx", Outcome.DAMAGED),
            (b"binarny\0", "notatka.txt", Outcome.DAMAGED),
        ],
    )
    def test_comes_with_the_reason(self, read, content, name, outcome):
        assert read(content, name) == Extraction(outcome)

    def test_comes_of_a_file_over_the_limit(self, read):
        assert read(files.pdf("uchwała"), file_bytes=100) == Extraction(Outcome.TOO_LARGE)

    def test_comes_of_a_part_that_unpacks_over_the_limit(self, read):
        bomb = files.docx("0" * 10_000_000)

        assert len(bomb) < 20_000
        assert read(bomb, "b.docx", unpacked_bytes=1_000_000) == Extraction(Outcome.TOO_LARGE)

    def test_comes_of_a_page_that_takes_too_long(self, read):
        assert read(files.laborious_pdf(), seconds=1) == Extraction(Outcome.TOO_SLOW)


class TestLimits:
    def test_keep_the_first_pages(self, read):
        assert read(files.pdf("a", "b", "c"), pages=2) == Extraction(Outcome.CUT, "a\nb")

    def test_keep_the_first_characters(self, read):
        assert read(files.docx("uchwała"), "u.docx", characters=3) == Extraction(Outcome.CUT, "uch")

    def test_keep_what_stands_before_the_damage(self, read):
        broken = files.package(word__document=files.word("<w:p><w:r><w:t>a</w:t></w:r></w:p><w:p>"))

        assert read(broken, "u.docx") == Extraction(Outcome.CUT, "a")


class TestHostile:
    """Whatever a file does, there is an answer, and the process that asked goes on."""

    def test_a_truncated_pdf_gives_what_is_left(self, read):
        whole = files.pdf("uchwała rady")

        assert read(whole[: whole.index(b"xref")]).text in ("", "uchwała rady")

    def test_pages_that_contain_themselves_end(self, read):
        assert read(files.pdf_whose_pages_contain_themselves(), seconds=5).text == ""

    def test_a_drawing_that_draws_itself_ends(self, read):
        assert read(files.pdf_whose_drawing_draws_itself(), seconds=5).text == ""

    def test_a_stream_that_unpacks_into_gigabytes_does_not_take_them(self, read):
        assert read(files.pdf_bomb(megabytes=1000)) == Extraction(Outcome.TOO_LARGE)

    def test_a_part_that_unpacks_into_gigabytes_does_not_take_them(self, read):
        bomb = files.docx(*(["0" * 200_000_000]))

        assert read(bomb, "b.docx").outcome is Outcome.TOO_LARGE

    def test_sizes_that_are_not_true_are_not_believed(self, read):
        bomb = files.docx("0" * 10_000_000)
        size = len(files.word("")) + len("<w:p><w:r><w:t></w:t></w:r></w:p>") + 10_000_000
        lie = bomb.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))

        assert lie != bomb
        assert len(read(lie, "b.docx").text) < 1000

    def test_entities_that_grow_are_refused(self, read):
        lol = '<!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;&b;">]><a><t>&c;</t></a>'

        assert read(files.package(word__document=lol), "b.docx") == Extraction(Outcome.DAMAGED)

    def test_files_of_this_machine_are_not_included(self, read):
        thief = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a><t>&b;</t></a>'

        assert read(files.package(word__document=thief), "b.docx") == Extraction(Outcome.DAMAGED)

    def test_a_million_nested_elements_are_survived(self, read):
        deep = files.package(word__document="<a>" * 1_000_000)

        assert read(deep, "b.docx").text == ""

    @pytest.mark.skipif(sys.platform == "win32", reason="no such limits there")
    def test_memory_ends_before_that_of_the_machine(self, read):
        greedy = files.pdf_bomb(megabytes=70)

        assert read(greedy, memory_bytes=100 * 1024 * 1024).outcome is Outcome.TOO_LARGE

    def test_the_reading_process_is_given_nothing(self, read, monkeypatch):
        given = {}
        run = subprocess.run
        monkeypatch.setenv("SECRET_KEY", "tajne")
        monkeypatch.setattr(
            subprocess, "run", lambda *args, **kwargs: given.update(kwargs) or run(*args, **kwargs)
        )

        read(files.pdf("uchwała"))

        assert given["env"].keys() <= {"SYSTEMROOT", "LD_LIBRARY_PATH"}

    @pytest.mark.parametrize(
        ("answer", "believed"),
        [
            ("", Extraction(Outcome.DAMAGED)),
            ("{}", Extraction(Outcome.DAMAGED)),
            ('{"outcome": "root", "text": ""}', Extraction(Outcome.DAMAGED)),
            ('{"outcome": "empty", "text": "a"}', Extraction(Outcome.EMPTY)),
            (r'{"outcome": "read", "text": "a\u0000b\ud800c"}', Extraction(Outcome.READ, "a b?c")),
            ('{"outcome": "read", "text": "abcdefgh"}', Extraction(Outcome.READ, "abcde")),
        ],
    )
    def test_what_the_reading_process_says_is_not_believed(
        self, read, monkeypatch, tmp_path, answer, believed
    ):
        package = tmp_path / "hostile"
        package.mkdir()
        (package / "child.py").write_text(f"print({answer!r})")
        monkeypatch.setattr("search.extraction.sandbox.CHILD", "hostile.child")
        monkeypatch.setattr("search.extraction.sandbox.HOME", tmp_path)

        assert read(files.pdf("uchwała"), characters=5) == believed


def test_knows_no_django():
    code = (
        "import sys, search.extraction.child, search.extraction.pdf, search.extraction.office,"
        " search.extraction.plain; sys.exit('django' in sys.modules)"
    )
    root = Path(__file__).resolve().parent.parent

    subprocess.run([sys.executable, "-c", code], cwd=root, check=True)


@pytest.mark.parametrize(
    "drawn", ["we\u02dbgiel", "we\u0328giel", "we \u0328giel", "we \u02dbgiel"]
)
def test_marks_that_a_pdf_draws_apart_belong_to_their_letters(drawn):
    assert tidy(drawn) == "węgiel"
