from functools import partial

from django.db import transaction
from wagtail import hooks
from wagtail.documents import get_document_model

from search.attachments import reindex_documents_task


@hooks.register("after_bulk_action")
def reindex_documents_put_elsewhere(request, action_type: str, objects, action) -> None:
    """Documents put into another collection, many at once: no signal tells of it, and the other
    one may be closed."""
    if action_type == "add_to_collection" and get_document_model() in action.models:
        pks = [document.pk for document in objects]
        transaction.on_commit(partial(reindex_documents_task.enqueue, pks))
