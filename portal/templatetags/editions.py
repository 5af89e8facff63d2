"""{% kept %}: parts of pages that are made once in an edition (portal.editions)."""

from django import template
from django.template.base import FilterExpression, NodeList
from django.utils.safestring import SafeString

from portal.editions import address_of, kept

register = template.Library()


@register.simple_tag(takes_context=True, name="address_of")
def address_of_tag(context) -> tuple | None:
    """What the reader asked for, as a key: {% address_of as address %}. None of an address that is
    not the canonical one, and of a page that not everybody may read. A view without a page says
    itself what it is (`address` in its context).
    """
    page = context.get("page")
    if page is None:
        return context.get("address")
    return address_of(context["request"], context) if page.is_known_to_be_open else None


@register.simple_tag(takes_context=True)
def address_of_content(context) -> tuple | None:
    """The same where everybody who asks for it is told the same, too: a form is not kept."""
    page = context.get("page")
    return context.get("address") if page is None or page.is_same_for_everybody else None


class KeptNode(template.Node):
    def __init__(self, nodelist: NodeList, keys: list[FilterExpression]) -> None:
        self.nodelist = nodelist
        self.keys = keys

    def render(self, context) -> SafeString:
        keys = tuple(key.resolve(context) for key in self.keys)
        request = context.get("request")
        if request is None or not all(keys):
            return self.nodelist.render(context)
        return kept(request, keys, lambda: self.nodelist.render(context))


@register.tag(name="kept")
def do_kept(parser, token) -> KeptNode:
    """{% kept "head" address %}…{% endkept %}: made once for each combination of the keys.

    What is inside may depend on the keys, on the language and on what is published, and on nothing
    else. Nothing is kept where a key is empty or false. Other than {% cache %} and
    {% wagtailcache %} it needs no time to live, and knows readers from editors.
    """
    _name, *keys = token.split_contents()
    if not keys:
        raise template.TemplateSyntaxError("kept needs a key at least: its name")
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, [parser.compile_filter(key) for key in keys])
