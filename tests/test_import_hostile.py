"""`import_news` and files made to do harm: refused with a reason, and nothing of them stays."""

import io
import os
import signal
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError
from django.utils.translation import gettext, override
from wagtail.contrib.redirects.models import Redirect

from news.importing import limits
from news.importing.files import FolderFiles, ZipFiles
from news.importing.limits import Refused, TookTooLong
from news.importing.media import checked_picture
from news.models import ImportedNews, NewsPage, UnfinishedFile
from portal.models import PortalDocument, PortalImage
from tests import factories, old_site
from tests.old_site import files, import_news, write

pytestmark = pytest.mark.django_db

ENTITIES = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<rss version="2.0"><channel><item><title>&c;</title></item></channel></rss>"""
EXTERNAL = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]>
<rss version="2.0"><channel><item><title>&a;</title></item></channel></rss>"""
ELSEWHERE = """<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://127.0.0.1/rss.dtd">
<rss version="2.0"><channel><item><title>x</title></item></channel></rss>"""


def nothing_is_there() -> bool:
    models = NewsPage, ImportedNews, Redirect, PortalImage, PortalDocument, UnfinishedFile
    there = [model.__name__ for model in models if model.objects.exists()]
    assert (there, files("original_images"), files("documents")) == ([], [], [])
    return True


class TestXml:
    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (ENTITIES, "document type"),
            (EXTERNAL, "document type"),
            (ELSEWHERE, "document type"),
            ("", "no well-formed XML"),
            ("<rss><channel>", "no well-formed XML"),
            ("plain text", "no well-formed XML"),
            ("<a>" * 200 + "</a>" * 200, "nested more than"),
            ("<?xml version='1.0' encoding='nonsense'?><rss/>", "encoding"),
            (b"\x00\x01\x02\xff", "no well-formed XML"),
            ("<html><body>Error 500</body></html>", "no item"),
            ("<rss version='2.0'><channel><title>x</title></channel></rss>", "no item"),
        ],
    )  # fmt: skip
    def test_is_refused_as_a_whole(self, empty_index, tmp_path, content, reason):
        with pytest.raises(CommandError, match=reason) as error:
            import_news(write(tmp_path / "feed.xml", content))

        assert error.value.returncode == 1
        assert nothing_is_there()

    def test_one_that_breaks_off_after_sound_items_is_refused_before_the_first(
        self, empty_index, tmp_path
    ):
        factories.CategoryFactory()
        feed = old_site.rss(*(old_site.rss_item(n) for n in range(50)))

        with pytest.raises(CommandError, match="no well-formed XML"):
            import_news(write(tmp_path / "feed.xml", feed[:-200]))

        assert nothing_is_there()

    def test_one_that_is_too_large_is_refused(self, empty_index, tmp_path, monkeypatch):
        monkeypatch.setattr(limits, "XML_BYTES", limits.MB)
        feed = old_site.rss(*(old_site.rss_item(n, "x" * 100_000) for n in range(20)))

        with pytest.raises(CommandError, match="larger than 1 MB"):
            import_news(write(tmp_path / "feed.xml", feed))

        assert nothing_is_there()

    def test_an_item_that_is_too_long_is_refused_and_the_others_are_not(
        self, empty_index, tmp_path
    ):
        factories.CategoryFactory()
        items = [
            old_site.rss_item(1, "x" * (limits.ITEM_CHARACTERS + 1)),
            old_site.rss_item(2),
        ]

        printed = import_news(write(tmp_path / "feed.xml", old_site.rss(*items)))

        assert "Jest za długa jak na aktualność." in printed
        assert NewsPage.objects.get().title == "Wiadomość 2"

    @pytest.mark.parametrize(
        "values",
        [
            {"link": "", "title": "Bez adresu"},
            {"link": "javascript:alert(1)"},
            {"link": "file:///etc/passwd"},
            {"link": "http://[::1"},
            {"link": f"{old_site.HOST}/{'a' * 600}"},
            {"title": ""},
            {"title": "&lt;script&gt;&lt;/script&gt;"},
        ],
    )
    def test_an_item_that_cannot_be_placed_is_refused(self, empty_index, tmp_path, values):
        factories.CategoryFactory()
        feed = old_site.rss(old_site.rss_item(1, **values))

        assert "odrzucona: 1" in import_news(write(tmp_path / "feed.xml", feed))
        assert nothing_is_there()

    def test_two_of_one_address_are_one(self, empty_index, tmp_path):
        factories.CategoryFactory()
        feed = old_site.rss(old_site.rss_item(1), old_site.rss_item(1, title="Podszywa się"))

        printed = import_news(write(tmp_path / "feed.xml", feed))

        assert "ten sam adres" in printed
        assert NewsPage.objects.get().title == "Wiadomość 1"


HOSTILE = """<p onclick="steal()">Zdanie<script>steal()</script> z&#0;nic&#xD800;iem
<a href="java&#10;script:steal()">a</a> <a href=" &#1;javascript:steal()">b</a>
<a href="data:text/html,steal()">c</a> <a href="vbscript:steal()">d</a>
<a href='https://example.org/"onmouseover="steal()'>e</a> <b style="x:expression(steal())">f</b></p>
<svg onload="steal()"><script>steal()</script></svg><img src="x" onerror="steal()">
<iframe src="javascript:steal()"></iframe><object data="steal()"></object>
<math><mtext><style><img src=x onerror="steal()"></style></mtext></math>
<form action="https://example.org/steal()"><input name="q"></form>
<iframe srcdoc="<script>steal()</script>"></iframe><p><a linktype="page" id="1">g</a>
<embed embedtype="media" url="steal()"></p>"""


class TestHtml:
    def test_nothing_of_it_runs(self, empty_index, tmp_path):
        factories.CategoryFactory()
        html = f"<p>Lead.</p>{HOSTILE}"

        printed = import_news(write(tmp_path / "a.xml", old_site.rss(old_site.rss_item(1, html))))

        page = NewsPage.objects.get()
        # Within an address, quoted, it is a part of the address.
        stored = str(page.body.get_prep_value()).replace("/%22onmouseover=%22steal()", "")
        for trace in ("steal", "onclick", "onerror", "script", "style", "embedtype", "svg"):
            assert trace not in stored
        assert "Zdanie z" in stored
        assert "\x00" not in stored
        assert "<script>" in printed
        assert "<svg>" in printed

    def test_what_readers_get_has_no_handler(self, empty_index, tmp_path, client, publish):
        factories.CategoryFactory()
        feed = old_site.rss(old_site.rss_item(1, f"<p>Lead.</p>{HOSTILE}"))
        import_news(write(tmp_path / "a.xml", feed))
        page = publish(NewsPage.objects.get())

        html = client.get(page.url).content.decode()

        assert "onclick" not in html
        assert ' onmouseover="' not in html

    @pytest.mark.parametrize(
        "html",
        ["<div>" * 5000 + "x", "<b>" * 5000 + "x", "<ul><li>" * 3000, "<table><tr><td>" * 999],
    )  # fmt: skip
    def test_one_that_is_nested_too_deep_is_refused(self, empty_index, tmp_path, html):
        factories.CategoryFactory()

        printed = import_news(write(tmp_path / "a.xml", old_site.rss(old_site.rss_item(1, html))))

        assert "zbyt głęboko" in printed
        assert nothing_is_there()

    def test_one_that_makes_the_parser_crawl_is_given_up(self, empty_index, tmp_path, monkeypatch):
        factories.CategoryFactory()
        monkeypatch.setattr(limits.deadline.__wrapped__, "__defaults__", (1,))
        # Quadratic in html.parser before Python 3.11.13: minutes for one megabyte.
        crawl = old_site.rss_item(1, "<!--" * 200_000)
        started = time.monotonic()

        printed = import_news(write(tmp_path / "a.xml", old_site.rss(crawl, old_site.rss_item(2))))

        assert time.monotonic() - started < 30
        assert "odrzucona: 1" in printed
        assert NewsPage.objects.get().title == "Wiadomość 2"

    def test_a_table_that_is_too_large_is_left_out(self, empty_index, tmp_path):
        factories.CategoryFactory()
        cells = '<tr><td colspan="99999" rowspan="99999">x</td><td>y</td></tr>' * 500
        html = f"<p>Lead.</p><table>{cells}</table><p>Dalej.</p>"

        printed = import_news(write(tmp_path / "a.xml", old_site.rss(old_site.rss_item(1, html))))

        assert "Tabela jest za duża" in printed
        assert [child.block_type for child in NewsPage.objects.get().body] == ["paragraph"]

    def test_a_terminal_obeys_nothing_of_it(self, empty_index, tmp_path):
        feed = old_site.rss(old_site.rss_item(1, title="A&#x9b;31mB&#x202e;C", category="x"))

        printed = import_news(write(tmp_path / "a.xml", feed))

        assert not {"\x9b", "\u202e", "\x1b"} & set(printed)


def with_size(content: bytes, width: int, height: int) -> bytes:
    """A PNG that says to be of another size than it is."""
    head = b"IHDR" + struct.pack(">II", width, height) + content[24:29]
    return content[:12] + head + struct.pack(">I", zlib.crc32(head)) + content[33:]


class TestPictures:
    @pytest.fixture
    def imported(self, empty_index, tmp_path):
        def run(name: str, content: bytes, html: str = "") -> str:
            factories.CategoryFactory()
            media = tmp_path / "media"
            media.mkdir(exist_ok=True)
            write(media / name, content)
            html = html or f'<p>Lead.</p><p>Dalej.</p><img src="/uploads/{name}">'
            feed = write(tmp_path / "a.xml", old_site.rss(old_site.rss_item(1, html)))
            return import_news(feed, media=[media])

        return run

    @pytest.mark.parametrize(
        ("name", "content", "reason"),
        [
            ("a.png", with_size(old_site.picture(kind="PNG"), 20_000, 20_000), "64"),
            ("a.png", with_size(old_site.picture(kind="PNG"), 9_000, 9_000), "64"),
            ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "SVG"),
            ("a.png", b"<?xml version='1.0'?><svg onload='steal()'/>", "SVG"),
            ("a.jpg", b"<script>steal()</script>", "to nie jest obraz"),
            ("a.jpg", b"", "to nie jest obraz"),
            ("a.jpg", old_site.picture(size=(600, 600))[:700], "to nie jest obraz"),
            ("a.jpg", old_site.picture(kind="TIFF"), "to nie jest obraz"),
            ("a.jpg", b"\xff\xd8\xff" + b"0" * (20 * limits.MB), "więcej niż 20 MB"),
        ],
    )
    def test_is_left_out_and_said(self, imported, name, content, reason):
        printed = imported(name, content)

        assert reason in printed
        assert f"/uploads/{name}" in printed
        assert [child.block_type for child in NewsPage.objects.get().body] == ["paragraph"]
        assert files("original_images") == []

    @pytest.mark.parametrize(
        "slow",
        ["PIL.Image.open", "portal.uploads.PictureField.clean", "portal.uploads.try_formats"],
    )
    def test_one_that_takes_too_long_is_given_up_wherever_it_does(self, monkeypatch, slow):
        monkeypatch.setattr(limits.deadline.__wrapped__, "__defaults__", (0.2,))
        monkeypatch.setattr(slow, lambda *args, **kwargs: time.sleep(5))

        content = old_site.picture(kind="PNG")

        with pytest.raises(TookTooLong):
            checked_picture("a.png", lambda: content)

    def test_is_named_by_what_it_is(self, imported):
        imported("a.jpg", old_site.picture(kind="PNG"))

        assert PortalImage.objects.get().file.name.endswith(".png")

    @pytest.mark.parametrize(
        "source",
        [
            "../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "..%2f..%2fsecret.png",
            "/uploads/../../secret.png", "http://[::1/secret.png", "",
        ],
    )  # fmt: skip
    def test_of_no_place_but_the_folder_given(self, imported, tmp_path, source):
        write(tmp_path / "secret.png", old_site.picture(kind="PNG"))

        imported("a.png", old_site.picture(), f'<p>Lead.</p><p>Dalej.</p><img src="{source}">')

        assert not PortalImage.objects.exists()
        assert NewsPage.objects.count() == 1

    def test_links_that_lead_out_of_the_folder_are_not_there(self, tmp_path):
        (tmp_path / "media" / "sub").mkdir(parents=True)
        write(tmp_path / "secret.png", b"")
        (tmp_path / "media" / "a.png").symlink_to(tmp_path / "secret.png")
        (tmp_path / "media" / "sub" / "loop").symlink_to(tmp_path / "media")
        (tmp_path / "media" / "up").symlink_to(tmp_path)
        os.mkfifo(tmp_path / "media" / "pipe.png")
        write(tmp_path / "media" / "b.png", b"")

        assert FolderFiles(tmp_path / "media").names == ["b.png"]

    def test_a_document_that_is_none_is_left_out(self, imported):
        link = '<p>Lead.</p><p>Zobacz <a href="/pliki/a.pdf">plan</a>.</p>'

        printed = imported("a.pdf", b"MZ\x90", link)

        with override("pl"):
            assert gettext("it is something else than its name says, or damaged") in printed
        assert not PortalDocument.objects.exists()
        assert f'<a href="{old_site.HOST}/pliki/a.pdf">plan</a>' in (
            NewsPage.objects.get().body[0].value.source
        )


class TestZip:
    def made(self, path: Path, *members: tuple[str, bytes]) -> Path:
        return old_site.zipped(dict(members), path)

    @pytest.mark.parametrize(
        "name", ["../a.html", "/etc/a.html", "a/../../a.html", "C:/a.html", "..\\a.html"]
    )
    def test_names_that_lead_out_are_refused(self, empty_index, tmp_path, name):
        source = self.made(tmp_path / "a.zip", ("b.html", b"x"), (name, b"x"))

        with pytest.raises(CommandError, match="leads out of its folder"):
            import_news(source)
        assert nothing_is_there()

    def test_what_unpacks_into_far_more_is_refused(self, empty_index, tmp_path):
        source = self.made(tmp_path / "a.zip", ("a.html", b"0" * 20 * limits.MB))

        with pytest.raises(CommandError, match="200 times its size"):
            import_news(source)
        assert nothing_is_there()

    def test_what_unpacks_into_too_much_is_refused(self, empty_index, tmp_path, monkeypatch):
        monkeypatch.setattr(limits, "ZIP_BYTES", 1000)
        source = self.made(tmp_path / "a.zip", *((f"{n}.html", b"x" * 300) for n in range(4)))

        with pytest.raises(CommandError, match="unpacks into more"):
            import_news(source)

    def test_too_many_files_are_refused(self, empty_index, tmp_path, monkeypatch):
        monkeypatch.setattr(limits, "FILES", 3)
        source = self.made(tmp_path / "a.zip", *((f"{n}.html", b"x") for n in range(4)))
        old_site.folder(tmp_path / "stara")

        for place in (source, tmp_path / "stara"):
            with pytest.raises(CommandError, match="more than 3 files"):
                import_news(place)

    def test_a_size_that_is_told_wrongly_gains_nothing(self, tmp_path):
        path = self.made(tmp_path / "a.zip", ("a.html", os.urandom(1000) + b"0" * 50_000))
        # The directory at the end says 10 bytes.
        content = bytearray(path.read_bytes())
        place = content.rindex(b"PK\x01\x02")
        content[place + 24 : place + 28] = struct.pack("<I", 10)
        path.write_bytes(content)

        with pytest.raises(Refused):
            ZipFiles(path).read("a.html", limits.HTML_BYTES)

    def test_a_link_is_refused(self, empty_index, tmp_path):
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
            link = zipfile.ZipInfo("a.html")
            link.external_attr = 0o120777 << 16
            file.writestr(link, "/etc/passwd")

        with pytest.raises(CommandError, match="link to another file"):
            import_news(tmp_path / "a.zip")

    @pytest.mark.parametrize("content", [b"", b"no zip at all", b"PK\x03\x04broken"])
    def test_a_damaged_one_is_refused(self, empty_index, tmp_path, content):
        with pytest.raises(CommandError, match="no zip file"):
            import_news(write(tmp_path / "a.zip", content))

    def test_one_within_another_is_not_opened(self, empty_index, tmp_path):
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w") as file:
            file.writestr("a.html", "x")

        with pytest.raises(CommandError, match="no HTML file"):
            import_news(self.made(tmp_path / "a.zip", ("b.zip", inner.getvalue())))

    def test_a_damaged_page_is_refused_and_the_others_are_not(self, empty_index, tmp_path):
        factories.CategoryFactory()
        path = tmp_path / "a.zip"
        with zipfile.ZipFile(path, "w") as file:
            file.writestr("a.html", old_site.page(canonical="/a"))
            file.writestr("b.html", old_site.page(canonical="/b").replace("Wójt", "ZEPSUTE"))
        path.write_bytes(path.read_bytes().replace(b"ZEPSUTE", b"zepsute"))

        printed = import_news(path, category="energia")

        assert "b.html" in printed
        assert "nie da się odczytać" in printed
        assert ImportedNews.objects.get().address == "/a"


# A process of its own, on a database of its own, killed while it writes.
KILLED = """
import os, signal, sys
from django.core.management import call_command
import django; django.setup()
from news.importing import saving
real, titles = saving.Importer.redirect, set()
def redirect(self, address, page, draft):
    titles.add(page.title)
    if len(titles) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    real(self, address, page, draft)
if "kill" in sys.argv:
    saving.Importer.redirect = redirect
call_command("import_news", sys.argv[1], media=[__import__("pathlib").Path(sys.argv[2])])
"""
PREPARE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from wagtail.models import Locale, Page, Site
from tests import factories
polish = Locale.objects.get_or_create(language_code="pl")[0]
root = Page.get_first_root_node()
root.get_children().first().delete()
root.refresh_from_db()
home = factories.HomePageFactory(parent=root, locale=polish)
Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
factories.NewsIndexPageFactory(parent=home, slug="aktualnosci")
factories.CategoryFactory()
"""
COUNT = """
import django; django.setup()
from pathlib import Path
from django.conf import settings
from news.models import NewsPage, UnfinishedFile
from portal.models import PortalImage, PortalDocument
from wagtail.contrib.redirects.models import Redirect
shown = {f.file.name for m in (PortalImage, PortalDocument) for f in m.objects.all()}
root = Path(settings.MEDIA_ROOT)
there = {str(path.relative_to(root)) for folder in ("original_images", "documents")
         for path in (root / folder).glob("*")}
print(NewsPage.objects.count(), len(there - shown), len(shown - there),
      UnfinishedFile.objects.count())
"""


def test_a_killed_import_goes_on_and_leaves_no_file_behind(tmp_path):
    source = write(tmp_path / "klaster.xml", old_site.WORDPRESS)
    media = old_site.media(tmp_path / "kopia")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
        "DATABASE_URL": f"sqlite:///{tmp_path}/portal.sqlite3",
        "MEDIA_ROOT": str(tmp_path / "library"),
        "CACHE_URL": "",
    }

    def run(code: str, *arguments: str) -> subprocess.CompletedProcess:
        command = [sys.executable, "-c", code, *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True)

    assert run(PREPARE).returncode == 0
    arguments = [str(source), str(media)]
    assert run(KILLED, *arguments, "kill").returncode == -signal.SIGKILL
    pages, lost, missing, entered = map(int, run(COUNT).stdout.split())
    # The first item is there, and of the second the files that it had written.
    assert (pages, missing) == (1, 0)
    assert lost == 1
    assert entered == lost

    again = run(KILLED, *arguments)

    assert "Removed 1 file" in again.stdout
    assert run(COUNT).stdout.split() == ["2", "0", "0", "0"]


def test_the_library_is_the_one_of_the_test(empty_index, tmp_path):
    assert Path(default_storage.location) == tmp_path / "library"
