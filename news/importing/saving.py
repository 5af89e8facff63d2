"""A draft of ours for an item: page, files, redirects and the memory of its address, or nothing."""

import json
import uuid
from dataclasses import dataclass, field
from html import escape
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.contrib.redirects.models import Redirect
from wagtail.coreutils import find_available_slug
from wagtail.models import Site

from news.importing import writing
from news.importing.drafts import Desk, Draft, checked_address
from news.importing.items import Item
from news.importing.limits import Refused
from news.importing.media import Found, Sources
from news.importing.report import Outcome, Result
from news.importing.story import Wanted
from news.models import ImportedNews, NewsIndexPage, NewsPage


@dataclass
class Importer:
    """Places items under `index`. `again` makes anew what editors have deleted since."""

    index: NewsIndexPage
    desk: Desk
    sources: Sources
    collection: str
    redirects: bool = True
    dry_run: bool = False
    again: bool = False
    seen: set[str] = field(default_factory=set)

    def __post_init__(self):
        self.language = self.index.locale.language_code
        self.site: Site | None = self.index.get_site()

    def place(self, item: Item) -> Result:
        """Whatever is wrong with `item` is in the result, and nothing of it in the database."""
        try:
            if item.refusal:
                raise Refused(item.refusal)
            key = checked_address(item)
            if key in self.seen:
                raise Refused(_("Another item of the export has the same address."))
            self.seen.add(key)
            return self.place_once(item, key)
        except Refused as error:
            return Result(item, Outcome.REFUSED, [str(error)])
        except ValidationError as error:
            return Result(item, Outcome.REFUSED, error.messages)
        except (IntegrityError, DataError) as error:
            reason = _("The database refuses it: %(reason)s")
            return Result(item, Outcome.REFUSED, [reason % {"reason": str(error).splitlines()[0]}])

    def place_once(self, item: Item, key: str) -> Result:
        record = ImportedNews.objects.filter(address=key).select_related("page").first()
        digest = item.digest()
        if record and record.page is None and not self.again:
            return Result(item, Outcome.DELETED)
        page = record.page if record else None
        if page and is_touched(page, record):
            return Result(item, Outcome.KEPT)
        if page and record.digest == digest and not record.missing:
            return Result(item, Outcome.UNCHANGED)
        draft = self.desk.draft(item)
        draft.files = self.sources.resolve(draft.story)
        if page and record.digest == digest and record.missing == draft.missing:
            return Result(item, Outcome.UNCHANGED, draft.story.notes)
        outcome = Outcome.UPDATED if page else Outcome.CREATED
        if not self.dry_run:
            page = self.save(item, draft, record or ImportedNews(address=key), digest)
        return Result(item, outcome, draft.story.notes, page)

    def save(self, item: Item, draft: Draft, record: ImportedNews, digest: str) -> NewsPage:
        new = writing.plan(draft.files)
        with writing.unfinished(new), transaction.atomic():
            keys = {wanted: self.file(wanted, found, new) for wanted, found in draft.files.items()}
            page = self.page(draft, record.page, keys)
            record.page, record.digest, record.missing = page, digest, draft.missing
            record.revision = page.latest_revision_id
            record.save()
            if self.redirects:
                for address in [item.address, *item.more_addresses]:
                    self.redirect(address, page, draft)
            writing.finish(new)
        return page

    def file(self, wanted: Wanted, found: Found, new: dict) -> int:
        """The key of the file in the library. The first of one content makes it."""
        make = writing.document if wanted.is_document else writing.picture
        planned = new.get(found.sha1)
        if planned and planned.is_written:
            planned = None
        made = make(wanted, found, planned, self.language, self.collection)
        if planned:
            planned.is_written = True
        return made.pk

    def page(self, draft: Draft, page: NewsPage | None, keys: dict[Wanted, int]) -> NewsPage:
        """`page` with what the draft says, else a new one, as a draft that readers do not see."""
        values = {
            **draft.values,
            "picture_id": keys.get(draft.story.picture),
            "body": json.dumps(self.blocks(draft, keys)),
        }
        if page is None:
            page = NewsPage(live=False, locale=self.index.locale, **values)
            if draft.slug:
                page.slug = find_available_slug(self.index, draft.slug)
            # Another item may have come since: the tree counts its children in the database.
            self.index.refresh_from_db()
            self.index.add_child(instance=page)
        else:
            for name, value in values.items():
                setattr(page, name, value)
            page.save()
        page.save_revision()
        return page

    def blocks(self, draft: Draft, keys: dict[Wanted, int]) -> list[dict]:
        """The story as StreamField stores it, without the files that were not found."""
        blocks: list[tuple[str, object]] = []
        for kind, value in draft.story.blocks:
            if kind == "picture":
                if key := keys.get(value["picture"]):
                    blocks.append((kind, {**value, "picture": key}))
            elif kind == "gallery":
                blocks.extend(self.gallery(value, keys))
            elif kind == "documents":
                blocks.extend(documents(value, keys))
            elif kind == "paragraph":
                blocks.append((kind, linked("".join(value), draft.story.documents, keys)))
            else:
                blocks.append((kind, value))
        return [{"type": kind, "value": value, "id": str(uuid.uuid4())} for kind, value in blocks]

    def gallery(self, value: dict, keys: dict[Wanted, int]) -> list[tuple[str, object]]:
        pictures = [
            {**one, "picture": keys[one["picture"]]}
            for one in value["pictures"]
            if one["picture"] in keys
        ]
        if len(pictures) < 2:
            return [("picture", picture) for picture in pictures]
        with override(self.language):
            return [("gallery", {"title": _("Gallery"), "pictures": pictures})]

    def redirect(self, address: str, page: NewsPage, draft: Draft) -> None:
        """Lead readers from the old `address` to `page`; one that leads elsewhere is left."""
        parts = urlsplit(address)
        path = Redirect.normalise_path(f"{parts.path}?{parts.query}" if parts.query else parts.path)
        if path in {"/", page.url and page.url.rstrip("/")}:
            return
        if len(path) > Redirect._meta.get_field("old_path").max_length:
            draft.story.note(_("The old address is too long for a redirect."))
            return
        there = Redirect.get_for_site(self.site).filter(old_path=path).first()
        if there is None:
            Redirect.objects.create(
                old_path=path, site=self.site, redirect_page=page, automatically_created=True
            )
        elif there.redirect_page_id != page.pk:
            draft.story.note(
                _("The old address %(path)s leads elsewhere already.") % {"path": path}
            )


def documents(value: dict, keys: dict[Wanted, int]) -> list[tuple[str, object]]:
    """The documents that were found; the others as links to where they were."""
    found = [
        {**one, "document": keys[one["document"]]}
        for one in value["documents"]
        if one["document"] in keys
    ]
    lost = "".join(
        f'<p><a href="{escape(one["document"].addresses[0])}">'
        f"{escape(one['title'] or one['document'].addresses[0])}</a></p>"
        for one in value["documents"]
        if one["document"] not in keys
    )
    blocks: list[tuple[str, object]] = []
    if found:
        blocks.append(("documents", {"title": value["title"], "documents": found}))
    if lost:
        blocks.append(("paragraph", lost))
    return blocks


def linked(html: str, wanted: list[Wanted], keys: dict[Wanted, int]) -> str:
    for number, document in enumerate(wanted):
        key = keys.get(document)
        target = (
            f'linktype="document" id="{key}"' if key else f'href="{escape(document.addresses[0])}"'
        )
        html = html.replace(f'href="file:{number}"', target)
    return html


def is_touched(page: NewsPage, record: ImportedNews) -> bool:
    """Whether an editor, or a translator, has worked with the draft since it was imported."""
    return (
        page.live
        or page.latest_revision_id != record.revision
        or page.get_translations().exists()
        or page.current_workflow_state is not None
    )
