"""Ready skeletons that a news item can start from.

To add another one, write a function of its blocks and name it in SKELETONS: the dashboard and the
list of news offer it by themselves. What the editor is to write is marked with PROMPT: a draft may
keep it, a page that still has it cannot be published (portal.blocks.prompts). What is required and
left empty cannot be published either.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Page

from news.models import NewsIndexPage, NewsPage
from portal.blocks import PROMPT


@dataclass(frozen=True)
class Skeleton:
    """A beginning. `blocks` gives (type, value) of the story, in the active language.

    Values are written as they are stored; what they leave out begins as usual. `asks` names fields
    of the form that stay empty, and what stands in them until written over.
    """

    name: str
    label: Promise
    # Where there is little room.
    short: Promise
    blocks: Callable[[], list[tuple]]
    asks: dict[str, Promise]

    def story(self) -> list[dict]:
        return [{"type": kind, "value": value} for kind, value in self.blocks()]


def asked(text: str) -> str:
    return f"{PROMPT} {text}"


def meeting() -> list[tuple]:
    return [
        ("heading", {"text": _("What was decided"), "level": "h2"}),
        (
            "paragraph",
            format_html(
                "<p>{}</p><ul><li>{}</li></ul>",
                asked(_("In two or three sentences: what was it about, and what follows from it?")),
                asked(_("Each decision: what, who sees to it, until when.")),
            ),
        ),
        ("heading", {"text": _("What was said"), "level": "h2"}),
        (
            "quote",
            {
                "kind": "paraphrase",
                "text": asked(_("One thought of one person. A block for each who is quoted.")),
                "language": get_language(),
            },
        ),
        (
            "programme",
            {
                "title": _("Programme of the meeting"),
                "sessions": [{"type": "item", "value": {"title": asked(_("First item"))}}],
            },
        ),
        ("picture", {"caption": asked(_("Who can be seen, doing what?"))}),
    ]


SKELETONS = [
    Skeleton(
        "meeting",
        gettext_lazy("New report of a meeting"),
        gettext_lazy("Report"),
        meeting,
        {
            "lead": gettext_lazy("Who met, where and when, and what is the most important result?"),
            "source_publisher": gettext_lazy("Who reported it first? Empty if it was us."),
        },
    )
]


class SkeletonView(CreateView):
    """The form of a new news item, filled in with a skeleton.

    It sends itself to Wagtail's own address, so that everything goes on as usual; who leaves it
    as it is leaves nothing behind. Refuses as Wagtail does whoever may not add news there.
    """

    def dispatch(self, request, skeleton: str, parent_page_id: int):
        try:
            [self.skeleton] = [known for known in SKELETONS if known.name == skeleton]
        except ValueError:
            raise Http404("no such skeleton") from None
        meta = NewsPage._meta
        return super().dispatch(request, meta.app_label, meta.model_name, parent_page_id)

    def get(self, request):
        with override(self.page.locale.language_code):
            self.page.body = self.skeleton.story()
        return super().get(request)

    def get_context_data(self, **kwargs):
        for name, question in self.skeleton.asks.items():
            self.form.fields[name].widget.attrs["placeholder"] = question
        return super().get_context_data(**kwargs)


def offered(user, index: Page) -> list[tuple[Skeleton, str]]:
    """(skeleton, address) of each that `user` may start from under `index`."""
    may_start = isinstance(index, NewsIndexPage) and not index.alias_of_id
    if not may_start or not index.permissions_for_user(user).can_add_subpage():
        return []
    return [
        (skeleton, reverse("news_from_skeleton", args=[skeleton.name, index.pk]))
        for skeleton in SKELETONS
    ]


def header_buttons(user, index: Page) -> list[HeaderButton]:
    return [
        HeaderButton(
            skeleton.short,
            url=url,
            icon_name="doc-empty",
            attrs={"aria-label": skeleton.label, "title": skeleton.label},
        )
        for skeleton, url in offered(user, index)
    ]


class SkeletonsPanel(Component):
    """On the dashboard: start writing with one click, in the language that is written first."""

    name = "skeletons"
    template_name = "news/admin/skeletons_panel.html"
    order = 150

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        indexes = NewsIndexPage.objects.filter(
            locale__language_code=settings.LANGUAGE_CODE, alias_of=None
        )
        return {"offers": [offer for index in indexes for offer in offered(user, index)]}
