from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.models import Page, Site

from portal.redirecting.addresses import canonical
from portal.redirecting.rules import LONGEST, Known, checked, checked_source
from portal.redirecting.tables import EXTENSIONS, Table, read

# What was read waits in the form itself, signed: no file is left behind when nobody goes on.
SALT = "portal.redirecting.import"
AN_HOUR = 3600
FORGOTTEN = _("Search engines forget the old address and keep the new one.")


class PortalRedirectForm(RedirectForm):
    """Wagtail's form of a redirect, which refuses what would lead nowhere or in a circle."""

    old_path = forms.CharField(
        label=_("Old address"),
        max_length=2000,
        help_text=_(
            "For example /stara-strona or the whole address from a browser: only what follows the "
            "name of the site counts."
        ),
    )
    is_permanent = forms.BooleanField(
        label=_("Permanent"), required=False, initial=True, help_text=FORGOTTEN
    )
    redirect_link = forms.CharField(
        label=_("Or to an address"),
        required=False,
        max_length=LONGEST,
        help_text=_(
            "Where there is no page to choose: a file or a search of the portal, another site. "
            "Begin with / or https://."
        ),
    )

    def clean_old_path(self) -> str:
        return checked_source(self.cleaned_data["old_path"])

    def clean_redirect_link(self) -> str:
        link = self.cleaned_data["redirect_link"]
        return checked(link) if link else ""

    def clean(self):
        # Past Wagtail's own, which looks for a second one of the same site only.
        super(RedirectForm, self).clean()
        data = self.cleaned_data
        if not {"old_path", "redirect_link"} <= data.keys() or "redirect_page" not in data:
            return data
        page, link, source = data["redirect_page"], data["redirect_link"], data["old_path"]
        if bool(page) == bool(link):
            raise ValidationError(_("Choose a page or type an address: one of them."))
        known = Known([source], [link], data.get("site"), without=self.instance.pk)
        self.refuse("old_path", known.refuse_second, source)
        # An automatic one may be edited where a page stands by now.
        if not self.instance.pk or source != self.instance.old_path:
            self.refuse("old_path", known.refuse_unused, source)
        if page:
            self.refuse("redirect_page", refuse_itself, page, source)
            return data
        target = self.refuse("redirect_link", known.follow, link, source)
        if target:
            data["redirect_page"] = Page.objects.filter(pk=target.page_id).first()
            data["redirect_link"] = target.link
            self.instance.redirect_page_route_path = target.route
        return data

    def refuse(self, field: str, rule, *args):
        """What `rule` answers; what it refuses is said beside `field`."""
        try:
            return rule(*args)
        except ValidationError as error:
            self.add_error(field, error)
            return None


def refuse_itself(page: Page, source: str) -> None:
    if page.url and canonical(page.url) == source:
        raise ValidationError(_("The address leads to itself."))


class UploadForm(forms.Form):
    """A file of redirects; `cleaned_data["file"]` is the table in it."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("From Excel or a text file: CSV, TSV or XLSX."),
        widget=forms.FileInput(attrs={"accept": ",".join(f".{one}" for one in EXTENSIONS)}),
    )

    def clean_file(self) -> Table:
        return read(self.cleaned_data["file"])


class ColumnsForm(forms.Form):
    """Which columns of a table say from where and where to, and how they are taken."""

    table = forms.CharField(widget=forms.HiddenInput)
    source = forms.TypedChoiceField(label=_("Column with the old addresses"), coerce=int)
    target = forms.TypedChoiceField(label=_("Column with the new addresses"), coerce=int)
    site = forms.ModelChoiceField(
        label=_("Site"), queryset=Site.objects.all(), required=False, empty_label=_("All sites")
    )
    permanent = forms.BooleanField(
        label=_("Permanent"),
        required=False,
        initial=True,
        help_text=FORGOTTEN,
    )
    elsewhere = forms.BooleanField(
        label=_("Addresses on other sites are meant so"),
        required=False,
        help_text=_("Otherwise rows that lead away from the portal are refused."),
    )
    without_wrong = forms.BooleanField(widget=forms.HiddenInput, required=False)

    def __init__(self, table: Table, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.rows = table
        for name in ("source", "target"):
            self.fields[name].choices = [
                (number, heading or pgettext_lazy("of a table", "Column %s") % (number + 1))
                for number, heading in enumerate(table.headings)
            ]

    def clean(self):
        data = super().clean()
        if data.get("source") is not None and data.get("source") == data.get("target"):
            self.add_error("target", _("Choose two different columns."))
        return data


def first_form(table: Table) -> ColumnsForm:
    """The form about `table`, with the columns that it seems to have."""
    source, target = table.columns()
    sealed = signing.dumps([table.headings, table.rows, table.numbers], salt=SALT, compress=True)
    return ColumnsForm(table, initial={"table": sealed, "source": source, "target": target})


def opened(sealed: str) -> Table:
    """The table in a form that comes back; ValidationError if it is too old, or not ours."""
    try:
        return Table(*signing.loads(sealed, salt=SALT, max_age=AN_HOUR))
    except signing.BadSignature as error:
        raise ValidationError(gettext("The file is no longer here: choose it again.")) from error
