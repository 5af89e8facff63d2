"""`update_index`: how far it is, that it goes on where it stopped; and what the checks say."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.models import TranslationState
from search.backends.documents import made_by
from search.backends.index import Index
from search.checks import EMPTY, MADE_BY_OTHERS, index_is_made_by_these_analysers
from search.finding import find
from search.models import Entry, Posting, Rebuild, Term
from tests import factories

pytestmark = pytest.mark.django_db


def update_index(**options) -> str:
    out, err = StringIO(), StringIO()
    call_command("update_index", stdout=out, stderr=err, **options)
    return out.getvalue() + err.getvalue()


@pytest.fixture
def news(polish_tree):
    return [
        factories.NewsPageFactory(parent=polish_tree.news_index, title=f"Wiadomość numer {n}")
        for n in range(5)
    ]


@pytest.fixture
def stops_at(monkeypatch):
    """Make writing the index fail at the object with a certain key, as a lost machine would."""

    def stop(pk: int) -> None:
        add = Index.add_items

        def add_items(self, model, items):
            if pk in [item.pk for item in items]:
                raise KeyboardInterrupt
            add(self, model, items)

        monkeypatch.setattr(Index, "add_items", add_items)

    return stop


def test_makes_an_index_from_nothing(news):
    for model in (Entry, Posting, Term):
        model.objects.all().delete()

    update_index()

    assert news[0] in [page.specific for page in find("wiadomości", "pl")]


def test_shows_the_analysers_and_how_far_it_is(news):
    shown = update_index()

    assert "snowball english" in shown
    assert "news.NewsPage" in shown
    assert "100%" in shown


def test_is_silent_when_asked_to_be(news):
    assert update_index(verbosity=0) == ""


def test_goes_on_where_it_was_interrupted(news, stops_at, monkeypatch):
    stops_at(news[3].pk)
    with pytest.raises(KeyboardInterrupt):
        update_index(chunk_size=1)
    monkeypatch.undo()
    written = []
    add = Index.add_items
    monkeypatch.setattr(
        Index,
        "add_items",
        lambda self, model, items: (written.extend(items), add(self, model, items)),
    )

    shown = update_index(chunk_size=1)

    assert f"Going on after news.NewsPage {news[2].pk}" in shown
    assert news[2] not in written
    assert news[3] in written


def test_begins_anew_when_asked_to(news, stops_at, monkeypatch):
    stops_at(news[3].pk)
    with pytest.raises(KeyboardInterrupt):
        update_index(chunk_size=1)
    monkeypatch.undo()

    assert "Going on" not in update_index(restart=True)


def test_begins_anew_after_a_run_that_ended(news):
    update_index()

    assert "Going on" not in update_index()


def test_begins_anew_where_the_analysers_are_others(news, stops_at, monkeypatch):
    stops_at(news[3].pk)
    with pytest.raises(KeyboardInterrupt):
        update_index(chunk_size=1)
    monkeypatch.undo()
    Rebuild.objects.update(made_by="others")

    assert "Going on" not in update_index()


def test_writes_only_what_has_changed(news, django_assert_max_num_queries):
    update_index()
    before = dict(Entry.objects.values_list("pk", "digest"))
    Entry.objects.filter(number=news[0].pk).update(digest="another")

    update_index()

    assert dict(Entry.objects.values_list("pk", "digest")) == before


def test_writes_everything_when_forced(news):
    Entry.objects.update(text="spoilt")

    update_index()
    assert Entry.objects.filter(text="spoilt").exists()

    update_index(force=True)
    assert not Entry.objects.filter(text="spoilt").exists()


def test_forgets_what_was_deleted_without_a_signal(news):
    number = news[0].pk
    TranslationState.objects.filter(original_id=number).delete()
    news[0].__class__.objects.filter(pk=number)._raw_delete("default")
    type(news[0]).page_ptr.field.related_model.objects.filter(pk=number)._raw_delete("default")

    update_index()

    assert not Entry.objects.filter(number=number, object_id=str(number)).filter(
        content_type__model="newspage"
    )


def test_forgets_words_that_nothing_holds_any_more(news):
    news[0].title = "Ornitologiczna osobliwość"
    news[0].save_revision().publish()
    news[0].title = "Wiadomość"
    news[0].save_revision().publish()
    assert Term.objects.filter(folded="ornitologiczna").exists()

    update_index()

    assert not Term.objects.filter(folded="ornitologiczna").exists()
    assert Term.objects.filter(folded="wiadomosc").exists()


def test_does_nothing_where_it_is_not_needed(news):
    Entry.objects.update(text="spoilt", digest="spoilt")

    update_index(if_needed=True)

    assert set(Entry.objects.values_list("text", flat=True)) == {"spoilt"}


def test_makes_an_index_where_one_is_needed(news):
    Entry.objects.all().delete()

    update_index(if_needed=True)

    assert Entry.objects.filter(number=news[0].pk).exists()


class TestTheCheck:
    def test_is_content_with_an_index_of_these_analysers(self, news):
        update_index()

        assert index_is_made_by_these_analysers(None) == []

    def test_names_the_command_where_they_were_others(self, news):
        Entry.objects.update(made_by="others")

        (message,) = index_is_made_by_these_analysers(None)

        assert message.id == MADE_BY_OTHERS
        assert "update_index" in message.hint

    def test_names_the_command_where_there_is_no_index(self, news):
        Entry.objects.all().delete()

        (message,) = index_is_made_by_these_analysers(None)

        assert message.id == EMPTY
        assert "update_index" in message.hint

    def test_is_content_after_the_command(self, news):
        Entry.objects.update(made_by="others", digest="others")

        update_index()

        assert index_is_made_by_these_analysers(None) == []
        assert set(Entry.objects.values_list("made_by", flat=True)) == {made_by()}


def test_another_backend_is_updated_by_wagtails_own_command(news, settings):
    settings.WAGTAILSEARCH_BACKENDS = {
        "default": {"BACKEND": "search.backends"},
        "stock": {"BACKEND": "wagtail.search.backends.database"},
    }

    shown = update_index(backend_name="stock")

    assert "stock: Rebuilding index" in shown


def test_a_run_that_another_one_has_overtaken_comes_to_its_end(news, monkeypatch):
    add = Index.add_items

    def add_items(self, model, items):
        Rebuild.objects.all().delete()
        add(self, model, items)

    monkeypatch.setattr(Index, "add_items", add_items)

    assert "objects" in update_index()


@pytest.mark.parametrize("size", [0, -5])
def test_refuses_to_write_nothing_at_a_time(news, size):
    with pytest.raises(CommandError, match="chunk_size"):
        update_index(chunk_size=size)
