"""The editors' side: explorer, page search and page chooser, with few and with many news."""

from contextlib import ExitStack
from dataclasses import dataclass
from unittest import mock

from django.contrib.auth import get_user_model
from django.test import Client
from wagtail import hooks
from wagtail.admin.views.pages.listing import ExplorableIndexView

from bench.rows import Row, at_most
from bench.visits import Visitor
from news.models import NewsIndexPage
from portal.newsroom.explorer import EditorialIndexView, TranslationListing

PART = "Admin"
FEW = 50
GROWTH_LIMIT, SEARCH_LIMIT = 1.2, 60
EXPLORER, SEARCH = "explorer of the news index", "page search"
CHOOSER, CHOOSER_SEARCH = "page chooser at the news index", "page search in the chooser"


@dataclass(frozen=True)
class Found:
    queries: dict[str, int]
    milliseconds: dict[str, float]
    # Of the trivial view's, so that two sizes can be compared.
    elapsed: dict[str, float]
    stock_queries: int


def sizes(news: list[int]) -> list[int]:
    return sorted({FEW, max(news)})


def measure(news: int) -> Found:
    visitor = Visitor(cookie=session_cookie())
    index = NewsIndexPage.objects.get(locale__language_code="pl").pk
    addresses = {
        EXPLORER: f"/admin/pages/{index}/",
        SEARCH: "/admin/pages/search/?q=strefa",
        CHOOSER: f"/admin/choose-page/{index}/",
        CHOOSER_SEARCH: "/admin/choose-page/search/?q=strefa",
    }
    queries = {name: visitor.queries(path) for name, path in addresses.items()}
    costs = {name: visitor.cost(path) for name, path in addresses.items()}
    with stock_explorer():
        stock_queries = visitor.queries(addresses[EXPLORER])
    return Found(
        queries,
        {name: cost.milliseconds for name, cost in costs.items()},
        {name: cost.elapsed for name, cost in costs.items()},
        stock_queries,
    )


def session_cookie() -> str:
    """The cookie of somebody who may do everything."""
    users = get_user_model().objects
    user = users.filter(username="bench").first() or users.create_superuser("bench")
    client = Client()
    client.force_login(user)
    return client.cookies.output(attrs=[], header="", sep=";").strip()


def stock_explorer() -> ExitStack:
    """The explorer as it is without anything of ours, until the stack is left."""
    stack = ExitStack()
    for name in ("base_columns", "base_filterset_class", "get_base_queryset", "get_side_panels"):
        stock = getattr(ExplorableIndexView, name)
        stack.enter_context(mock.patch.object(EditorialIndexView, name, stock))
    # … and no buttons but those of the two libraries.
    every_hook = hooks.get_hooks
    stack.enter_context(
        mock.patch.object(
            hooks,
            "get_hooks",
            lambda name: [hook for hook in every_hook(name) if is_stock(hook)],
        )
    )
    stack.enter_context(
        mock.patch.object(
            TranslationListing,
            "get_context_data",
            lambda view, **kwargs: super(TranslationListing, view).get_context_data(**kwargs),
        )
    )
    return stack


def is_stock(hook) -> bool:
    return hook.__module__.partition(".")[0] in ("wagtail", "wagtail_localize")


def rows(found: dict[int, Found]) -> list[Row]:
    few, many = found[min(found)], found[max(found)]
    yielded = [
        at_most(
            PART,
            f"{EXPLORER}: queries",
            [many.queries[EXPLORER]],
            many.stock_queries,
            " queries",
        )
    ]
    for name in (EXPLORER, CHOOSER):
        ratio = many.elapsed[name] / few.elapsed[name]
        yielded.append(
            at_most(PART, f"{name}: time, × that at {min(found)} news", [ratio], GROWTH_LIMIT, " ×")
        )
    for name in (SEARCH, CHOOSER_SEARCH):
        yielded.append(at_most(PART, name, [many.milliseconds[name]], SEARCH_LIMIT, " ms"))
    for name in (EXPLORER, SEARCH, CHOOSER, CHOOSER_SEARCH):
        told = (
            f"{many.queries[name]} queries, {many.milliseconds[name]:.0f} ms, "
            f"{many.elapsed[name]:.0f} ×"
        )
        yielded.append(Row(PART, f"{name}: queries, time, × the trivial view", told))
    return yielded
