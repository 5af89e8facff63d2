from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportedNews(models.Model):
    """What an item of an old site became, by its address there (decision 0013).

    `page` is empty where an editor has deleted it since: it is not made again unasked. `revision`
    is the one that the import saved: while it is the latest, no editor has changed the draft.
    """

    address = models.CharField(_("address on the old site"), max_length=500, unique=True)
    page = models.ForeignKey(
        "news.NewsPage",
        verbose_name=_("news item"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="imported_from",
    )
    revision = models.BigIntegerField(_("revision"), null=True)
    digest = models.CharField(_("digest"), max_length=64)
    missing = models.PositiveIntegerField(_("missing files"), default=0)
    imported_at = models.DateTimeField(_("imported at"), auto_now=True)

    class Meta:
        verbose_name = _("imported news item")
        verbose_name_plural = _("imported news items")

    def __str__(self) -> str:
        return self.address


class UnfinishedFile(models.Model):
    """A file that an import is about to write: gone as soon as what shows it is saved.

    One that is still here after an import was killed is a file that nothing shows.
    """

    storage = models.CharField(max_length=10)
    name = models.CharField(max_length=255)

    class Meta:
        verbose_name = _("unfinished file")
        verbose_name_plural = _("unfinished files")

    def __str__(self) -> str:
        return self.name
