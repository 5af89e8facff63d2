"""What home, contact and glossary tell in their Markdown twins."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from home.glossary import GlossaryPage, entries_in
from home.models import ContactPage, HomePage
from portal.api.public import public_pages
from portal.api.stories import Stories
from portal.frame import frame_of
from portal.markdown.blocks import in_language, listed
from portal.markdown.text import from_html, inline, link, paragraphs, together
from portal.markdown.told import Told, entry, section, story, told, written
from portal.models import GlossaryTerm


@told.register
def _home(page: HomePage, request: HttpRequest) -> Told:
    frame = frame_of(request, page)
    sections = public_pages().child_of(page).order_by("path")
    investors = page.investors() if page.investors_title else None
    return Told(
        frame.settings.tagline or page.title,
        lead=page.lead,
        blocks=[
            *section(
                page.mission_title or (frame.mission_page.title if frame.mission_page else ""),
                paragraphs(page.mission_text),
            ),
            *story(page, request, "mission_figures"),
            *story(page, request),
            *(
                section(
                    page.investors_title,
                    paragraphs(page.investors_text),
                    entry(investors, request),
                )
                if investors
                else []
            ),
            *section(_("Pages"), listed(entry(child, request) for child in sections)),
        ],
    )


@told.register
def _contact(page: ContactPage, request: HttpRequest) -> Told:
    whose = frame_of(request, page).settings
    intro = Stories(request, [page], ["intro"]).rich_text(page, "intro")
    address = [whose.registered_name, whose.street, f"{whose.postcode} {whose.city}".strip()]
    facts = [
        (_("NIP (tax number)"), whose.nip_formatted),
        (_("REGON (statistical number)"), whose.regon),
        (_("KRS (court register number)"), whose.krs),
    ]
    return Told(
        page.title,
        blocks=[
            written(from_html(intro["html"])),
            written(
                listed(
                    [
                        link(whose.telephone, whose.telephone_uri) if whose.telephone else "",
                        link(whose.email, f"mailto:{whose.email}") if whose.email else "",
                        link(_("Find us on a map"), whose.map_url) if whose.map_url else "",
                    ]
                )
            ),
            *section(
                _("Registered data"),
                "\\\n".join(inline(line) for line in address if line),
                listed(f"{inline(label)}: {inline(number)}" for label, number in facts if number),
            ),
        ],
    )


@told.register
def _glossary(page: GlossaryPage, request: HttpRequest) -> Told:
    def one(term) -> str:
        other = f"{in_language(term.other_language)}: {term.other}" if term.other else ""
        about = "; ".join(inline(text) for text in (other, ", ".join(term.synonyms)) if text)
        named = f"**{inline(term.term)}** ({about})" if about else f"**{inline(term.term)}**"
        return together(named, paragraphs(term.definition))

    terms = entries_in(page.locale.language_code, GlossaryTerm.objects.all())
    return Told(page.title, lead=page.lead, blocks=[written(listed(map(one, terms)))])
