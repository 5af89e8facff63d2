"""The contact page and its form. A message is stored, its mail with it, before anybody is told."""

import logging
import time
from collections.abc import Iterator
from http import HTTPMethod

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.signing import BadSignature, Signer
from django.db import Error, IntegrityError, models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.forms.forms import BaseForm, FormBuilder, WagtailAdminFormPageForm
from wagtail.contrib.forms.models import FORM_FIELD_CHOICES, AbstractFormField
from wagtail.contrib.forms.panels import FormSubmissionsPanel
from wagtail.fields import RichTextField
from wagtail.models import Page, TranslatableMixin
from wagtail.rich_text import get_text_for_indexing
from wagtail.search import index
from wagtail_honeypot.models import HoneypotFormMixin, HoneypotFormSubmissionMixin
from wagtail_localize.fields import SynchronizedField

from home.consent import DIGEST_FIELD, RecordsConsent, TellingForm, tell
from home.receipts import Receipt
from portal.blocks.text import RICH_TEXT_FEATURES
from portal.models import BasePage
from portal.privacy.forgetting import forget_daily
from portal.structured_data import things
from portal.walls.origins import refuse_other_origins
from portal.walls.rates import ContactThrottle, refused, seconds_to_wait, told_to_wait

logger = logging.getLogger(__name__)

# Of the second in which a form was opened, so that a robot cannot just write an earlier one …
SIGNER = Signer(salt="contact form")
# … nor use one form for ever: seconds.
LONGEST_OPEN = 2 * 24 * 60 * 60


class ConsentBoundField(forms.BoundField):
    """Described by the personal-data notice, which the template puts below it."""

    @property
    def aria_describedby(self) -> str:
        return " ".join(filter(None, [super().aria_describedby, f"{self.auto_id}_notice"]))


class ConsentField(forms.BooleanField):
    """A box that must be ticked; the template puts the link to the personal-data notice by it."""

    is_consent = True
    bound_field_class = ConsentBoundField
    default_error_messages = {
        "required": gettext_lazy("Without your consent we may not answer you: tick the box.")
    }

    def clean(self, value):
        # In words, as it is stored, mailed and listed: "True" says nothing to an editor.
        super().clean(value)
        return pgettext("consent", "yes")


class ReachableEmailField(forms.EmailField):
    """An e-mail address that a reply can be sent to.

    Django accepts names of hosts that cannot be written in ASCII (RFC 5890: labels of at most 63
    characters, no mixed directions of writing), and fails when it addresses the reply.
    """

    default_error_messages = {
        "invalid": gettext_lazy("Enter an e-mail address such as name@example.org.")
    }

    def clean(self, value):
        address = super().clean(value)
        try:
            address.rpartition("@")[2].encode("idna")
        except UnicodeError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error
        return address


class LineField(forms.CharField):
    """An answer of one line, whatever a program sends: none in it passes for another answer."""

    def to_python(self, value):
        return " ".join(super().to_python(value).split())


class ContactFormBuilder(FormBuilder):
    def create_singleline_field(self, field, options):
        options["max_length"] = 255
        return LineField(**options)

    def create_consent_field(self, field, options):
        return ConsentField(**options)

    def create_email_field(self, field, options):
        return ReachableEmailField(**options)

    def create_multiline_field(self, field, options):
        options["max_length"] = ContactFormField.MAX_MESSAGE
        return super().create_multiline_field(field, options)

    def create_dropdown_field(self, field, options):
        # Nothing is chosen for the reader: the first option would be sent by all who overlook it.
        options["choices"] = [("", _("Choose…")), *self.get_formatted_field_choices(field)]
        return forms.ChoiceField(**options)

    def get_field_options(self, field):
        options = super().get_field_options(field)
        if field.field_type == "consent":
            options["required"] = True
        return options

    @property
    def formfields(self):
        fields = super().formfields
        for field in self.fields:
            name = field.clean_name or field.get_field_clean_name()
            if field.autocomplete:
                fields[name].widget.attrs["autocomplete"] = field.autocomplete
        return fields

    def get_form_class(self):
        return type("ContactForm", (TellingForm,), self.formfields)


class ContactFormField(TranslatableMixin, AbstractFormField):
    """A question of the form. Label, help and choices are translated; its kind is the same."""

    # Longer messages are not letters any more.
    MAX_MESSAGE = 10_000

    # What browsers may fill in by themselves (WCAG 1.3.5, HTML's autofill field names).
    AUTOCOMPLETE = [
        ("name", pgettext_lazy("autofill", "first name and surname")),
        ("email", gettext_lazy("e-mail")),
        ("tel", gettext_lazy("telephone")),
        ("organization", gettext_lazy("organisation")),
    ]

    page = ParentalKey("home.ContactPage", on_delete=models.CASCADE, related_name="form_fields")
    field_type = models.CharField(
        gettext_lazy("kind"),
        max_length=16,
        choices=[
            *FORM_FIELD_CHOICES,
            ("consent", gettext_lazy("Consent, with a link to the personal-data notice")),
        ],
    )
    autocomplete = models.CharField(
        gettext_lazy("filled in by the browser"),
        max_length=20,
        choices=AUTOCOMPLETE,
        blank=True,
        help_text=gettext_lazy("What the browser may offer from the reader's own data."),
    )

    panels = [*AbstractFormField.panels, FieldPanel("autocomplete")]
    api_fields = ["label", "field_type", "required", "choices", "help_text", "autocomplete"]
    override_translatable_fields = [SynchronizedField("clean_name", overridable=False)]

    # Names of the fields that people do not see.
    TAKEN_NAMES = frozenset(
        [settings.HONEYPOT_NAME_FIELD, settings.HONEYPOT_TIME_FIELD, DIGEST_FIELD]
    )
    # Kinds that offer choices, all of them written in `choices`.
    WITH_CHOICES = frozenset(["checkboxes", "dropdown", "multiselect", "radio"])

    class Meta(TranslatableMixin.Meta, AbstractFormField.Meta):
        verbose_name = gettext_lazy("form field")
        verbose_name_plural = gettext_lazy("form fields")

    def clean(self) -> None:
        super().clean()
        if self.get_field_clean_name() in self.TAKEN_NAMES:
            raise ValidationError({"label": _("The form uses this name itself: choose another.")})
        if self.field_type not in self.WITH_CHOICES:
            return
        offered = [value for value, _label in FormBuilder([]).get_formatted_field_choices(self)]
        if not all(offered):
            raise ValidationError({"choices": _("Write at least one choice, and no empty ones.")})
        if len(set(offered)) < len(offered):
            raise ValidationError({"choices": _("Each choice may stand here only once.")})


class ContactPageForm(WagtailAdminFormPageForm):
    """Keeps the form of the page one that can be answered, and lawfully."""

    def clean(self):
        cleaned_data = super().clean()
        kinds = [
            form.cleaned_data.get("field_type")
            for form in self.formsets["form_fields"].forms
            if not form.cleaned_data.get("DELETE")
        ]
        if "email" not in kinds:
            self.add_error(None, _("The form needs a field for an e-mail address to reply to."))
        if kinds.count("consent") != 1:
            self.add_error(None, _("The form needs one field of the kind “Consent”."))
        return cleaned_data


class ContactPage(HoneypotFormMixin, HoneypotFormSubmissionMixin, RecordsConsent, BasePage):
    """Ways to reach the association: its data come from the settings, the form is built here."""

    intro = RichTextField(gettext_lazy("opening words"), blank=True, features=RICH_TEXT_FEATURES)
    data_information = RichTextField(
        gettext_lazy("information about personal data"),
        blank=True,
        features=["bold", "italic", "link"],
        help_text=gettext_lazy(
            "Above the button: who answers for the data and what they are used for. How long "
            "messages are kept is said below it by itself. What a reader was told is kept with "
            "the message."
        ),
    )
    thanks = RichTextField(
        gettext_lazy("words after sending"), blank=True, features=RICH_TEXT_FEATURES
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        InlinePanel("form_fields", label=gettext_lazy("Form field")),
        FieldPanel("data_information"),
        FieldPanel("thanks"),
        MultiFieldPanel(
            [
                FieldPanel("to_address", heading=gettext_lazy("Recipients of messages")),
                FieldRowPanel(
                    [
                        FieldPanel("from_address", heading=gettext_lazy("Sender of messages")),
                        FieldPanel("subject", heading=gettext_lazy("Subject of messages")),
                    ]
                ),
            ],
            heading=gettext_lazy("E-mail"),
            help_text=gettext_lazy("Every message is also kept under “Forms” in the menu."),
        ),
        FormSubmissionsPanel(),
    ]
    search_fields = [*Page.search_fields, index.SearchField("intro")]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        SynchronizedField("to_address"),
        SynchronizedField("subject"),
    ]

    # Neither who gets the messages nor what was written.
    api_fields = ["intro", "form_fields"]
    allowed_http_methods = [*BasePage.allowed_http_methods, HTTPMethod.POST]
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count_per_parent = 1
    template = "home/contact_page.html"
    is_same_for_everybody = False
    web_page_type = things.ContactPage
    is_about_association = True
    base_form_class = ContactPageForm
    form_builder = ContactFormBuilder
    page_description = gettext_lazy("Address, telephone, registered data and a form.")

    class Meta:
        verbose_name = gettext_lazy("contact page")
        verbose_name_plural = gettext_lazy("contact pages")

    def own_words(self) -> Iterator[str]:
        yield get_text_for_indexing(self.intro)

    def serve(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        # Whoever reads how long messages are kept is a reason to hold to it.
        forget_daily()
        if request.method != "POST":
            form = self.get_form(page=self, user=request.user)
            form.told = tell(request, self, form)
            return self.form_response(request, form, sent="sent" in request.GET)
        refuse_other_origins(request)
        # Who only mends a mistake is no robot for being quick: the first opening counts.
        opened = second_of(request.POST.get(settings.HONEYPOT_TIME_FIELD, ""))
        data = request.POST.copy()
        data[settings.HONEYPOT_TIME_FIELD] = opened
        form = self.get_form(data, page=self, user=request.user)
        form.told = tell(request, self, form)
        if seconds := seconds_to_wait(request, ContactThrottle):
            form.add_error(None, refused())
            response = self.form_response(request, form, status=429, opened=opened)
            return told_to_wait(response, seconds)
        if form.is_valid():
            try:
                is_taken = self.take(form)
            except Error:
                logger.exception("A message of page %s could not be stored", self.pk)
                return self.not_stored_response(request, form, opened)
            if is_taken:
                # A redirect, so that reloading the thanks sends nothing twice.
                return HttpResponseRedirect(self.get_url(request) + "?sent=1#sent")
            form.add_error(
                None,
                _(
                    "This looks as if a machine had sent it. "
                    "Please wait a few seconds and send it again."
                ),
            )
            opened = ""
        return self.form_response(request, form, status=422, opened=opened)

    def take(self, form: BaseForm) -> bool:
        """Store the message in a valid `form` and enqueue its mail: both or neither, once.

        Gives False if a robot seems to have sent it. When it gives True, the message is committed;
        a message that was taken before is not taken again.
        """
        key = Receipt.key_of(self.pk, form)
        try:
            with transaction.atomic(durable=True):
                if Receipt.has(key):
                    return True
                submission = self.process_form_submission(form)
                if submission is not None:
                    Receipt.objects.create(key=key, submission=submission)
        except IntegrityError:
            # The same message, sent at the same time, was first.
            if Receipt.has(key):
                return True
            raise
        return submission is not None

    def not_stored_response(
        self, request: HttpRequest, form: BaseForm, opened: str
    ) -> HttpResponse:
        """What was written, and that it is not stored; made without the database if need be."""
        form.add_error(
            None,
            _(
                "Your message could not be stored: something is wrong on our side. "
                "What you have written is still here. Please send it again in a few minutes."
            ),
        )
        try:
            response = self.form_response(request, form, status=503, opened=opened).render()
        except Error:
            answers = [(field.label, field.value()) for field in form if field.value()]
            response = render(
                request, "home/contact_not_stored.html", {"answers": answers}, status=503
            )
        response["Retry-After"] = "120"
        return response

    def form_response(
        self,
        request: HttpRequest,
        form: BaseForm | None,
        *,
        status: int = 200,
        sent: bool = False,
        opened: str = "",
    ) -> HttpResponse:
        """The page with the form or, once it is `sent`, with the thanks in its place.

        `opened` is the second (of the Unix epoch) in which the reader first saw the form; empty
        for now.
        """
        context = {
            **self.get_context(request),
            "form": form,
            "sent": sent,
            "trap_name": settings.HONEYPOT_NAME_FIELD,
            "trap_time": settings.HONEYPOT_TIME_FIELD,
            "opened": SIGNER.sign(opened or str(int(time.time()))),
        }
        return TemplateResponse(request, self.template, context, status=status)

    def render_landing_page(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """The thanks, as an editor previews them."""
        return self.form_response(request, None, sent=True)

    def get_submissions_list_view_class(self):
        # Views may only be imported when all models are there.
        from home.submissions import MessagesView

        return MessagesView

    def send_mail(self, form: BaseForm) -> None:
        """Enqueue the mail of a message, in the transaction that stores it."""
        reply_to = [
            form.cleaned_data[name]
            for name, field in form.fields.items()
            if isinstance(field, forms.EmailField) and form.cleaned_data.get(name)
        ]
        message = EmailMessage(
            subject=self.subject or self.title,
            body=self.render_email(form),
            from_email=self.from_address or None,
            to=[address.strip() for address in self.to_address.split(",")],
            reply_to=reply_to,
        )
        try:
            message.send()
        except ValueError:
            # An address or a subject that cannot be written. The message waits in the admin.
            logger.exception("A message of page %s is stored but cannot be mailed", self.pk)

    def render_email(self, form: BaseForm) -> str:
        """The answers, each by its question. Further lines of one stand to the right, so that
        nobody can write another answer into it."""
        answers = []
        for field in form:
            value = form.cleaned_data.get(field.name)
            text = ", ".join(value) if isinstance(value, list) else str(localize(value or ""))
            answers.append(f"{field.label}: " + "\n    ".join(text.splitlines()))
        return "\n".join(answers)


def second_of(signed: str) -> str:
    """The second that a form of ours was opened in, as it says itself; empty where it is not our
    word, or that of a form opened days ago: who has kept one opens it anew."""
    try:
        opened = SIGNER.unsign(signed)
    except BadSignature:
        return ""
    return opened if time.time() - int(opened) < LONGEST_OPEN else ""
