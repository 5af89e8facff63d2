"""What the contact form tells readers of their data, and the record of what somebody was told.

Whether the association answers with consent or out of a legitimate interest is its own matter: its
editors write the question, the information and the notice. Kept is what a reader had before them.
"""

import datetime
import hashlib
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.translation import get_language, gettext_lazy, ngettext
from wagtail.contrib.forms.forms import BaseForm
from wagtail.contrib.forms.models import FormMixin, FormSubmission
from wagtail.rich_text import expand_db_html

from portal.addresses import absolute_url
from portal.frame import frame_of
from portal.markdown.text import from_html

# The hidden field by which a form says what it told.
DIGEST_FIELD = "told"


@dataclass(frozen=True)
class Told:
    """What a form says of the reader's data, in the language of the page.

    `question` is what is ticked, with its help; `information` is rich text of an editor's;
    `kept_days` is 0 where no time is named. The notice is the page that the form links to.
    """

    language: str
    question: str
    information: str
    kept_days: int
    notice_title: str = ""
    notice_url: str = ""
    notice_revision_id: int | None = None
    notice_published_at: datetime.datetime | None = None

    @property
    def period(self) -> str:
        """How long the message is kept, as a sentence."""
        if not self.kept_days:
            return ""
        return ngettext(
            "We delete your message %(days)s day after we have received it.",
            "We delete your message %(days)s days after we have received it.",
            self.kept_days,
        ) % {"days": self.kept_days}

    @property
    def digest(self) -> str:
        """Another one as soon as anything else is told."""
        said = repr((self.question, self.information, self.period, self.notice_url))
        said += repr((self.notice_title, self.notice_revision_id))
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    @property
    def text(self) -> str:
        """All of it in words, as it is kept; links as in Markdown."""
        information = from_html(expand_db_html(self.information)) if self.information else ""
        parts = [self.question, self.notice_title, information, self.period]
        return "\n\n".join(part for part in parts if part)


def tell(request: HttpRequest, page, form: BaseForm) -> Told:
    """What `form` of the contact page `page` tells whoever reads it at `request`."""
    asked = next((field for field in form.fields.values() if is_consent(field)), None)
    notice = frame_of(request, page).privacy_page
    about_notice = {}
    if notice:
        about_notice = {
            "notice_title": notice.title,
            "notice_url": absolute_url(request, notice.get_url(request) or ""),
            "notice_revision_id": notice.live_revision_id,
            "notice_published_at": notice.last_published_at,
        }
    return Told(
        language=get_language(),
        question="\n".join(filter(None, [asked.label, asked.help_text])) if asked else "",
        information=page.data_information,
        kept_days=max(settings.CONTACT_MESSAGES_DAYS, 0),
        **about_notice,
    )


def is_consent(field: forms.Field) -> bool:
    return getattr(field, "is_consent", False)


class TellingForm(BaseForm):
    """A form that knows what it `told`, and takes no consent to something else."""

    told: Told | None = None

    def clean(self):
        cleaned = super().clean()
        # Without the hidden field it was made by no page of ours: what holds is what is told now.
        read = self.data.get(DIGEST_FIELD)
        if self.told and read and read != self.told.digest:
            self._ask_again()
        return cleaned

    def _ask_again(self) -> None:
        """Let the box be ticked once more, below the words of today."""
        self.data = self.data.copy()
        for name in [name for name, field in self.fields.items() if is_consent(field)]:
            self.data.pop(name, None)
            self.add_error(
                name,
                gettext_lazy(
                    "What is said here about your data has changed since you opened the form: "
                    "read it, then tick the box again."
                ),
            )


class RecordsConsent(FormMixin):
    """A form page that keeps, with each message, what its sender was told.

    Stands behind what mails a message, so that both are stored before it goes out.
    """

    def process_form_submission(self, form: BaseForm) -> FormSubmission:
        with transaction.atomic():
            submission = super().process_form_submission(form)
            if told := getattr(form, "told", None):
                Consent.objects.create(
                    submission=submission,
                    language=told.language,
                    text=told.text,
                    notice_title=told.notice_title,
                    notice_url=told.notice_url,
                    notice_revision_id=told.notice_revision_id,
                    notice_published_at=told.notice_published_at,
                    kept_days=told.kept_days,
                )
        return submission


class Consent(models.Model):
    """What the sender of a message was told of their data, at the time that it was sent."""

    submission = models.OneToOneField(
        FormSubmission, on_delete=models.CASCADE, related_name="consent"
    )
    language = models.CharField(max_length=10)
    text = models.TextField()
    notice_title = models.CharField(max_length=255, blank=True)
    notice_url = models.TextField(blank=True)
    # The very words of the notice, as long as Wagtail keeps the revision.
    notice_revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    notice_published_at = models.DateTimeField(null=True, blank=True)
    # What was promised: 0 where no time was named. Nobody's message is kept longer than that.
    kept_days = models.PositiveIntegerField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = gettext_lazy("consent")
        verbose_name_plural = gettext_lazy("consents")

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.language}"
