"""`import_news`: what the news of an old site become here, once and again."""

import csv
import datetime
import io
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import IntegrityError
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection

from news.importing import saving
from news.importing.story import Story
from news.management.commands.import_news import only_one
from news.models import ImportedNews, NewsPage, UnfinishedFile
from portal.blocks import StoryBlock
from portal.models import PortalDocument, PortalImage
from tests import factories, old_site
from tests.old_site import files, import_news, write

pytestmark = pytest.mark.django_db


def kinds(page: NewsPage) -> list[str]:
    return [child.block_type for child in page.body]


@pytest.fixture
def wordpress(empty_index, tmp_path) -> Path:
    return write(tmp_path / "klaster.xml", old_site.WORDPRESS)


@pytest.fixture
def media(tmp_path) -> Path:
    return old_site.media(tmp_path / "kopia")


class TestWordPress:
    @pytest.fixture
    def printed(self, wordpress, media):
        return import_news(wordpress, media=[media])

    @pytest.fixture
    def meeting(self, printed):
        return NewsPage.objects.get(title="Klaster o strefie – „Kleszczów 5.0”")

    @pytest.fixture
    def panel(self, printed):
        return NewsPage.objects.get(title="Rząśnia w panelu")

    def test_makes_drafts_in_the_polish_tree(self, meeting, empty_index):
        assert not meeting.live
        assert meeting.get_parent() == empty_index.page_ptr
        assert meeting.locale.language_code == "pl"
        assert meeting.slug == "klaster-o-strefie"
        assert meeting.date == datetime.date(2025, 7, 5)
        assert meeting.category.slug == "energia"
        assert meeting.get_latest_revision_as_object().title == meeting.title

    def test_takes_the_excerpt_as_lead(self, meeting):
        assert meeting.lead == "Klaster Obszaru Nowej Energii rozmawiał o strefie."

    def test_makes_blocks_of_ours(self, meeting):
        assert kinds(meeting) == [
            "paragraph", "picture", "heading", "paragraph", "heading", "paragraph", "table",
            "gallery", "documents", "embed",
        ]  # fmt: skip

    def test_what_it_makes_an_editor_can_save(self, meeting, monkeypatch):
        embed = StoryBlock().child_blocks["embed"].child_blocks["embed"]
        monkeypatch.setattr(type(embed), "clean", lambda self, value: value)

        assert len(StoryBlock().clean(meeting.body)) == len(meeting.body)

    def test_keeps_lists_and_their_order(self, meeting):
        listed = meeting.body[3].value.source

        assert listed == (
            "<ul><li>Energetyka w\xa0trybie zmiany</li><li>Efektywność energetyczna"
            "<ul><li>dobry <b>biznes</b></li></ul></li></ul>"
        )

    def test_headings_are_sections_and_subsections(self, meeting):
        headings = [child.value["level"] for child in meeting.body.blocks_by_name("heading")]

        assert headings == ["h2", "h3"]

    def test_runs_and_links_to_nothing_that_does_harm(self, meeting, printed):
        text = meeting.body[5].value.source

        assert f'<a href="{old_site.HOST}/aktualnosci/strefa/">stronie strefy</a> i tutaj.' in text
        assert "javascript" not in str(meeting.body.get_prep_value())
        assert "steal" not in str(meeting.body.get_prep_value())
        assert "javascript:alert(1)" in printed
        assert "<script>" in printed

    def test_a_quote_without_a_person_is_a_paragraph_and_reported(self, meeting, printed):
        assert "<p>Strefa to nowe otwarcie.</p>" in meeting.body[5].value.source
        assert "„Strefa to nowe otwarcie.”" in printed

    def test_tables_tell_text_from_numbers(self, meeting):
        table = meeting.body[6].value

        assert table.caption == "Plany"
        assert [column["heading"] for column in table.columns] == ["Rok", "Miejsca pracy"]
        assert [column["block"].name for column in table.columns] == ["text", "number"]
        assert [row["values"] for row in table.row_data] == [
            ["za pięć lat", "1 000"],
            ["za dziesięć", "3 000"],
        ]

    def test_takes_pictures_in_their_original_size(self, meeting):
        shown = meeting.body[1].value

        assert shown["caption"] == "Pełna sala w Solparku"
        assert (shown["picture"].width, shown["picture"].description_pl) == (
            64, "Sala pełna słuchaczy",
        )  # fmt: skip
        assert shown["picture"].collection.name == "Ze starej strony"
        assert meeting.picture.description_pl == "Teren przyszłej strefy"

    def test_leaves_the_alternative_text_of_the_other_language_empty(self, meeting):
        assert meeting.picture.description_en == ""

    def test_pictures_that_are_shown_together_are_a_gallery(self, meeting):
        gallery = meeting.body[7].value

        assert gallery["title"] == "Galeria"
        described = [one["picture"].description_pl for one in gallery["pictures"]]
        assert described == ["Park", "Las"]

    def test_a_document_is_one_though_it_is_linked_twice(self, meeting):
        block = meeting.body[8].value

        assert [item["title"] for item in block["documents"]] == ["Program spotkania"]
        assert block["documents"][0]["document"].language == "pl"

    def test_an_address_alone_is_an_embed_where_the_site_is_known(self, meeting):
        embed = meeting.body[9].value

        assert embed["embed"].url == "https://www.youtube.com/watch?v=aaaaaaaaaaa"

    def test_a_line_of_the_source_is_the_source(self, meeting):
        assert meeting.source_publisher == "Nasze Miasto"
        assert meeting.source_url == "https://naszemiasto.example.org/belchatow"

    def test_the_old_site_itself_is_no_source(self, panel):
        assert (panel.source_publisher, panel.source_url) == ("", "")

    def test_knows_the_lines_of_the_classic_editor(self, panel):
        assert panel.lead == "Rząśnia wzięła udział w panelu."
        assert kinds(panel) == ["picture", "paragraph", "gallery"]
        assert panel.body[1].value.source == "<p>Pierwsza linia<br/>druga linia</p>"

    def test_a_caption_shortcode_is_a_caption(self, panel):
        shown = panel.body[0].value

        assert shown["caption"] == "Panel w maju"
        assert shown["picture"].description_pl == "Uczestnicy panelu"

    def test_says_what_has_no_place(self, printed):
        assert "[contact-form-7]" in printed
        assert f"{old_site.HOST}/o-nas/ – O nas (odrzucona)" in printed
        assert "Szkic (odrzucona)" in printed
        assert "zaimportowana: 2" in printed
        assert "odrzucona: 2" in printed
        assert "menu" not in printed

    def test_old_addresses_lead_to_the_page(self, meeting, client, publish):
        publish(meeting)

        for old in ("/aktualnosci/2025/klaster-o-strefie/", "/?p=101"):
            answer = client.get(old)
            assert answer.status_code == 301, old
            assert answer["Location"].endswith("/pl/aktualnosci/klaster-o-strefie/")
        assert client.get("/?p=999").status_code == 302


def test_a_gallery_that_names_no_pictures_is_said(empty_index, tmp_path):
    factories.CategoryFactory()
    one = old_site.post(1, "Galeria", "/galeria/", "Zdjęcia z Solparku.\n\n[gallery]")

    assert "[gallery]" in import_news(write(tmp_path / "a.xml", old_site.wxr(one)))


class TestFeeds:
    def test_rss(self, empty_index, tmp_path):
        item = old_site.rss_item(
            1,
            "<p>Gmina planuje strefę.</p><p>Drugi akapit.</p>",
            source="Dziennik",
            enclosure="",
        )

        import_news(write(tmp_path / "rss.xml", old_site.rss(item)))

        page = NewsPage.objects.get()
        assert page.lead == "Gmina planuje strefę."
        assert page.body[0].value.source == "<p>Drugi akapit.</p>"
        # 23:30 UTC is the next day here.
        assert page.date == datetime.date(2025, 7, 6)
        assert page.source_publisher == "Dziennik"

    def test_atom(self, empty_index, tmp_path):
        factories.CategoryFactory()

        import_news(write(tmp_path / "atom.xml", old_site.ATOM))

        page = NewsPage.objects.get()
        assert page.title == "Gmina chce strefy & pracy"
        assert page.slug == "gmina-chce-strefy"
        assert page.lead == "Gmina Kleszczów planuje strefę."
        assert page.body[0].value.source == (
            "<p>Strefa da <i>tysiące</i> miejsc pracy.</p><p>Drugi akapit.</p>"
        )
        assert page.source_publisher == "Dziennik Przykładowy"
        assert page.source_url == "https://dziennik.example.org/"

    def test_who_is_named_is_credited_with_the_old_address(self, empty_index, tmp_path):
        feed = write(tmp_path / "rss.xml", old_site.rss(old_site.rss_item(1)))

        import_news(feed, publisher="Dziennik Przykładowy")

        page = NewsPage.objects.get()
        assert page.source_publisher == "Dziennik Przykładowy"
        assert page.source_url == f"{old_site.HOST}/wiadomosc/1"
        assert page.source_date == page.date

    @pytest.mark.parametrize("encoding", ["iso-8859-2", "windows-1250", "utf-16"])
    def test_letters_as_they_are_declared(self, empty_index, tmp_path, encoding):
        item = old_site.rss_item(
            1,
            title="Zażółć gęślą jaźń – „Łódź”".replace("–", "-")
            .replace("„", '"')
            .replace("”", '"'),
        )
        import_news(write(tmp_path / "rss.xml", old_site.rss(item, encoding=encoding)))

        assert NewsPage.objects.get().title == 'Zażółć gęślą jaźń - "Łódź"'

    def test_letters_that_are_declared_wrongly_are_refused_and_can_be_named(
        self, empty_index, tmp_path
    ):
        wrong = old_site.rss(old_site.rss_item(1, title="Świt")).decode().encode("windows-1250")
        feed = write(tmp_path / "rss.xml", wrong)

        with pytest.raises(CommandError, match="windows-1250"):
            import_news(feed)
        assert not NewsPage.objects.exists()

        import_news(feed, encoding="windows-1250")
        assert NewsPage.objects.get().title == "Świt"

    @pytest.mark.parametrize(
        ("written", "declared"), [("utf-8", "iso-8859-2"), ("windows-1250", "iso-8859-2")]
    )
    def test_letters_that_were_read_wrongly_are_not_imported(
        self, empty_index, tmp_path, written, declared
    ):
        item = old_site.rss_item(1, title="Świt, źródła i żółć w Łęczycy")
        content = old_site.rss(item).decode().replace("UTF-8", declared).encode(written)

        printed = import_news(write(tmp_path / "rss.xml", content))

        assert "kodowani" in printed
        assert not NewsPage.objects.exists()


class TestPages:
    @pytest.fixture(params=["folder", "zip"])
    def source(self, request, empty_index, tmp_path):
        if request.param == "folder":
            return old_site.folder(tmp_path / "stara")
        return old_site.zipped(old_site.folder_files(), tmp_path / "stara.zip")

    def test_reads_each_page(self, source):
        factories.CategoryFactory()

        import_news(source, category="energia")

        page = NewsPage.objects.get(slug="wojt-o-pracy")
        assert page.title == "Wójt o pracy: żółć, źródła, świt"
        assert page.date == datetime.date(2025, 7, 5)
        assert page.lead.startswith("Ludzie, którzy stracą pracę")
        assert kinds(page) == ["paragraph", "picture", "paragraph"]
        assert page.body[1].value["picture"].description_pl == "Strefa o świcie"
        document = PortalDocument.objects.get()
        assert (
            f'<a linktype="document" id="{document.pk}">plan strefy</a>'
            in page.body[2].value.source
        )
        plain = NewsPage.objects.get(slug="zone")
        assert plain.title == "Strefa w gminie"
        assert plain.date == datetime.date(2025, 6, 1)
        assert plain.lead == "Pierwszy akapit."

    def test_a_file_is_known_by_its_path_where_it_names_no_address(self, source, client, publish):
        factories.CategoryFactory()
        import_news(source, category="energia")

        publish(NewsPage.objects.get(slug="zone"))

        assert client.get("/2025/06/01/zone.html").status_code == 301

    @pytest.mark.parametrize("encoding", ["windows-1250", "iso-8859-2", "utf-8", "utf-16"])
    @pytest.mark.parametrize("declared", ["", "iso-8859-2", "windows-1250", "utf-8"])
    def test_finds_out_the_letters(self, empty_index, tmp_path, encoding, declared):
        factories.CategoryFactory()
        charset = (
            declared and f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
        )
        content = old_site.page(charset=charset).encode(encoding)
        (tmp_path / "stara").mkdir()
        write(tmp_path / "stara" / "a.html", content)

        import_news(tmp_path / "stara", category="energia")

        assert NewsPage.objects.get().title == "Wójt o pracy: żółć, źródła, świt"


class TestCategories:
    def test_by_name_in_either_language_or_short_name(self, empty_index, tmp_path):
        ours = factories.CategoryFactory(
            slug="inwestycje", name_pl="Inwestycje", name_en="Investment"
        )
        names = ["INWESTYCJE", "investment", "inwestycje"]
        items = [old_site.rss_item(n, category=name) for n, name in enumerate(names)]

        import_news(write(tmp_path / "rss.xml", old_site.rss(*items)))

        assert NewsPage.objects.filter(category=ours).count() == 3

    def test_one_that_is_unknown_is_refused_or_goes_to_the_default(self, empty_index, tmp_path):
        factories.CategoryFactory()
        feed = write(tmp_path / "rss.xml", old_site.rss(old_site.rss_item(1, category="Różne")))

        assert "„Różne”" in import_news(feed)
        assert not NewsPage.objects.exists()

        assert "„Różne”" in import_news(feed, category="energia")
        assert NewsPage.objects.get().category.slug == "energia"

    def test_can_be_mapped(self, empty_index, tmp_path):
        factories.CategoryFactory()
        feed = write(tmp_path / "rss.xml", old_site.rss(old_site.rss_item(1, category="Różne")))

        assert "Różne" not in import_news(feed, map=["różne=energia"])
        assert NewsPage.objects.get().category.slug == "energia"

    @pytest.mark.parametrize("options", [{"category": "nic"}, {"map": ["a=nic"]}, {"map": ["a"]}])
    def test_options_that_name_none_are_refused(self, wordpress, options):
        with pytest.raises(CommandError, match=r"--(category|map)"):
            import_news(wordpress, **options)


class TestAgain:
    def test_makes_no_double(self, wordpress, media):
        import_news(wordpress, media=[media])
        revisions = NewsPage.objects.values_list("latest_revision", flat=True)
        before = list(revisions), files("original_images"), Redirect.objects.count()

        printed = import_news(wordpress, media=[media])

        assert (list(revisions), files("original_images"), Redirect.objects.count()) == before
        assert "niezmieniona: 2" in printed
        assert NewsPage.objects.count() == 2

    def test_the_way_of_writing_an_address_does_not_count(self, empty_index, tmp_path):
        factories.CategoryFactory()
        import_news(write(tmp_path / "a.xml", old_site.rss(old_site.rss_item(1))))
        other = old_site.rss_item(1, link="http://www.STARA.example.org/wiadomosc/1/#comments")

        import_news(write(tmp_path / "b.xml", old_site.rss(other)))

        assert NewsPage.objects.count() == 1

    def test_a_draft_that_nobody_touched_follows_the_old_site(self, empty_index, tmp_path):
        factories.CategoryFactory()
        feed = write(tmp_path / "rss.xml", old_site.rss(old_site.rss_item(1)))
        import_news(feed)
        write(feed, old_site.rss(old_site.rss_item(1, title="Nowy tytuł")))

        assert "zaktualizowana: 1" in import_news(feed)

        page = NewsPage.objects.get()
        assert page.title == page.get_latest_revision_as_object().title == "Nowy tytuł"

    def test_pictures_may_come_later(self, wordpress, media):
        printed = import_news(wordpress)
        assert "sala-300x200.jpg" in printed or "sala.jpg" in printed
        assert not PortalImage.objects.exists()

        import_news(wordpress, media=[media])

        assert NewsPage.objects.get(slug="klaster-o-strefie").body[1].block_type == "picture"
        assert NewsPage.objects.count() == 2

    def test_what_an_editor_changed_is_left_alone(self, empty_index, tmp_path):
        factories.CategoryFactory()
        feed = write(tmp_path / "rss.xml", old_site.rss(old_site.rss_item(1)))
        import_news(feed)
        page = NewsPage.objects.get()
        page.title = "Poprawiony przez redaktora"
        page.save_revision()
        write(feed, old_site.rss(old_site.rss_item(1, title="Nowy tytuł")))

        assert "edytowana" in import_news(feed)

        page.refresh_from_db()
        assert page.get_latest_revision_as_object().title == "Poprawiony przez redaktora"

    def test_what_is_published_is_left_alone(self, empty_index, tmp_path, publish):
        factories.CategoryFactory()
        feed = write(tmp_path / "rss.xml", old_site.rss(old_site.rss_item(1)))
        import_news(feed)
        publish(NewsPage.objects.get())
        write(feed, old_site.rss(old_site.rss_item(1, title="Nowy tytuł")))

        import_news(feed)

        assert NewsPage.objects.get().title == "Wiadomość 1"

    def test_what_an_editor_deleted_comes_back_only_if_asked_for(self, empty_index, tmp_path):
        factories.CategoryFactory()
        feed = write(tmp_path / "rss.xml", old_site.rss(old_site.rss_item(1)))
        import_news(feed)
        NewsPage.objects.get().delete()

        assert "usunięta" in import_news(feed)
        assert not NewsPage.objects.exists()

        import_news(feed, again=True)
        assert NewsPage.objects.count() == 1

    def test_a_picture_is_one_though_several_items_show_it(self, empty_index, tmp_path, media):
        factories.CategoryFactory()
        source = f"{old_site.HOST}/wp-content/uploads/2025/07/park.jpg"
        html = f'<p>Tekst.</p><p>Dalej.</p><img src="{source}">'
        items = [old_site.rss_item(n, html) for n in range(3)]

        import_news(write(tmp_path / "rss.xml", old_site.rss(*items)), media=[media])

        assert PortalImage.objects.count() == 1
        assert len(files("original_images")) == 1

    def test_the_other_language_completes_the_alternative_text(
        self, tree, settings, tmp_path, media
    ):
        settings.MEDIA_ROOT = tmp_path / "library"
        html = '<p>Text.</p><p>More.</p><img src="/uploads/2025/07/park.jpg" alt="{}">'
        polish = old_site.rss_item(1, html.format("Park w Solparku"))
        english = old_site.rss_item(2, html.format("The park of Solpark"))

        import_news(write(tmp_path / "pl.xml", old_site.rss(polish)), media=[media])
        import_news(write(tmp_path / "en.xml", old_site.rss(english)), media=[media], language="en")

        image = PortalImage.objects.get()
        assert image.description_pl == "Park w Solparku"
        assert image.description_en == "The park of Solpark"
        assert NewsPage.objects.get(title="Wiadomość 2").locale.language_code == "en"


class TestRedirects:
    def test_one_that_an_editor_made_stays(self, empty_index, tmp_path):
        factories.CategoryFactory()
        Redirect.objects.create(old_path="/wiadomosc/1", redirect_link="https://example.org/")

        printed = import_news(write(tmp_path / "rss.xml", old_site.rss(old_site.rss_item(1))))

        assert "/wiadomosc/1" in printed
        assert Redirect.objects.get().redirect_link == "https://example.org/"

    def test_none_if_none_is_wanted(self, wordpress):
        import_news(wordpress, no_redirects=True)

        assert not Redirect.objects.exists()

    def test_one_that_is_too_long_is_reported(self, empty_index, tmp_path):
        factories.CategoryFactory()
        item = old_site.rss_item(1, link=f"{old_site.HOST}/{'a' * 300}")

        printed = import_news(write(tmp_path / "rss.xml", old_site.rss(item)))

        assert "za długi" in printed
        assert NewsPage.objects.count() == 1


class TestReport:
    def test_dry_run_writes_nothing_and_reports_the_same(self, wordpress, media, tmp_path):
        tables = [tmp_path / "na-sucho.csv", tmp_path / "naprawde.csv"]

        import_news(wordpress, media=[media], dry_run=True, report=tables[0])

        assert not NewsPage.objects.exists()
        assert not PortalImage.objects.exists()
        assert not Redirect.objects.exists()
        assert not ImportedNews.objects.exists()
        assert not Collection.objects.filter(name="Ze starej strony").exists()
        assert files("original_images") == []
        import_news(wordpress, media=[media], report=tables[1])
        dry, real = (
            [row[:4] for row in csv.reader(io.StringIO(table.read_text("utf-8-sig")))]
            for table in tables
        )
        assert dry == real

    def test_table_says_where_the_draft_is(self, wordpress, tmp_path):
        import_news(wordpress, report=tmp_path / "report.csv")

        rows = list(csv.reader(io.StringIO((tmp_path / "report.csv").read_text("utf-8-sig"))))
        page = NewsPage.objects.get(title="Rząśnia w panelu")
        assert rows[0] == ["Stary adres", "Tytuł", "Wynik", "Do sprawdzenia", "Szkic"]
        assert {row[4] for row in rows[1:] if row[1] == page.title} == {
            f"/admin/pages/{page.pk}/edit/"
        }

    def test_a_spreadsheet_runs_nothing_of_it(self, empty_index, tmp_path):
        factories.CategoryFactory()
        item = old_site.rss_item(
            1, title='=HYPERLINK("https://evil.example")\x7f'.replace("\x7f", "")
        )

        import_news(write(tmp_path / "rss.xml", old_site.rss(item)), report=tmp_path / "report.csv")

        assert ",\"'=HYPERLINK" in (tmp_path / "report.csv").read_text("utf-8-sig")

    def test_a_place_that_cannot_be_written_is_said(self, wordpress, tmp_path):
        with pytest.raises(CommandError, match="--report"):
            import_news(wordpress, report=tmp_path / "none" / "report.csv")


class TestInterruption:
    @pytest.fixture
    def stops(self, monkeypatch):
        """Stop the second item, when its files and its page are written already."""

        def stop(error: BaseException):
            real, calls = saving.Importer.redirect, []

            def redirect(self, address, page, draft):
                calls.append(page.title)
                if len(set(calls)) == 2:
                    raise error
                real(self, address, page, draft)

            monkeypatch.setattr(saving.Importer, "redirect", redirect)
            return lambda: monkeypatch.setattr(saving.Importer, "redirect", real)

        return stop

    def test_goes_on_where_it_was_interrupted(self, wordpress, media, stops):
        go_on = stops(KeyboardInterrupt())
        with pytest.raises(CommandError, match="Interrupted") as error:
            import_news(wordpress, media=[media])

        assert error.value.returncode == 130
        assert NewsPage.objects.count() == 1
        shown = {image.file.name.rpartition("/")[2] for image in PortalImage.objects.all()}
        assert set(files("original_images")) == shown
        assert not UnfinishedFile.objects.exists()
        go_on()
        printed = import_news(wordpress, media=[media])
        assert "niezmieniona: 1" in printed
        assert "zaimportowana: 1" in printed
        assert NewsPage.objects.count() == 2

    def test_what_fails_for_one_item_leaves_nothing_of_it(self, wordpress, media, stops):
        stops(IntegrityError("no"))

        printed = import_news(wordpress, media=[media])

        assert "odrzucona: 3" in printed
        assert NewsPage.objects.count() == ImportedNews.objects.count() == 1
        assert len(files("original_images")) == PortalImage.objects.count()

    def test_a_disk_that_is_full_is_said(self, wordpress, media, stops):
        stops(OSError("No space left on device"))

        with pytest.raises(CommandError, match="No space left on device"):
            import_news(wordpress, media=[media])

        assert NewsPage.objects.count() == 1
        assert len(files("original_images")) == PortalImage.objects.count()
        assert not UnfinishedFile.objects.exists()

    def test_only_one_at_a_time(self, wordpress):
        with only_one(), pytest.raises(CommandError, match="Another import"):
            import_news(wordpress)


class TestOptions:
    def test_a_list_of_news_has_to_be_there(self, polish, english, tmp_path):
        with pytest.raises(CommandError, match="no list of news"):
            import_news(write(tmp_path / "rss.xml", old_site.rss(old_site.rss_item(1))))

    def test_the_list_of_the_language_has_to_be_there(self, wordpress):
        with pytest.raises(CommandError, match="no list of news in the language en"):
            import_news(wordpress, language="en")

    def test_the_export_has_to_be_there(self, empty_index, tmp_path):
        with pytest.raises(CommandError, match="no such file"):
            import_news(tmp_path / "none.xml")


def test_an_address_before_all_text_is_no_lead_and_stays_a_link():
    link = '<a href="https://film.example/1">https://film.example/1</a>'
    story = Story()
    story.add_text(link)
    story.add_text("Klaster rozmawiał o strefie.")

    story.finish("")

    assert story.lead == "Klaster rozmawiał o strefie."
    assert story.blocks == [("paragraph", [f"<p>{link}</p>"])]
