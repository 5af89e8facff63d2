"""That a message has reached us, so that the same one is not taken twice."""

import hashlib
import json

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.forms import BaseForm


class Receipt(models.Model):
    """One for each message of a contact form that was taken.

    A browser sends a form twice if somebody clicks twice, reloads, or tries again when no answer
    came. Then everything in it is the same, the second in which the form was opened, too: whoever
    writes the same words again has opened it again. The database has each key once, whatever
    comes at the same time. It goes with the message that it stands for.
    """

    key = models.CharField(_("key"), max_length=64, primary_key=True)
    submission = models.OneToOneField(
        "wagtailforms.FormSubmission",
        verbose_name=_("message"),
        on_delete=models.CASCADE,
        related_name="+",
    )

    # Nobody looks for what uses a message.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")

    def __str__(self) -> str:
        return self.key

    @classmethod
    def key_of(cls, page_id: int, form: BaseForm) -> str:
        """The key of the message in a valid `form` of the page: its hash, not its words."""
        opened = form.data.get(settings.HONEYPOT_TIME_FIELD, "")
        said = json.dumps([page_id, opened, form.cleaned_data], sort_keys=True, default=str)
        return hashlib.sha256(said.encode()).hexdigest()

    @classmethod
    def has(cls, key: str) -> bool:
        return cls.objects.filter(pk=key).exists()
