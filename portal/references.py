"""What pages use cannot be deleted: a person, a category, a picture, a document."""

from django.db.models import PROTECT
from django.utils.functional import cached_property
from wagtail.documents.models import AbstractDocument
from wagtail.models import ReferenceIndex

from portal.models.bilingual import BilingualModel

# Whatever has a place of its own in the admin and is chosen from many pages.
SHARED = (BilingualModel, AbstractDocument)


def protect_what_is_used() -> None:
    """Count every reference to a shared fact as protecting it.

    Wagtail refuses to delete what a foreign key with PROTECT refers to, says so and leaves out
    the button, for one and in bulk. A reference inside a StreamField it takes for SET_NULL: a
    deleted picture would leave a hole in every story, and an empty block that can neither be
    published nor shown in the translation editor. References between pages stay as they are.
    """
    original = ReferenceIndex.on_delete.func

    def on_delete(self):
        if issubclass(self.to_content_type.model_class() or object, SHARED):
            return PROTECT
        return original(self)

    ReferenceIndex.on_delete = cached_property(on_delete)
    ReferenceIndex.on_delete.__set_name__(ReferenceIndex, "on_delete")
