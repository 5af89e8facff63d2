from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask

from portal import localize


class PublishingCheck(AbstractGroupApprovalTask):
    """A step of a workflow: somebody reads the page before it is published.

    As Wagtail's group approval, for translations too: one with texts that are missing cannot be
    approved, and what is approved is what the translation says by then, with the corrections of
    whoever has read it.
    """

    class Meta:
        verbose_name = _("check before publishing")
        verbose_name_plural = _("checks before publishing")

    def get_actions(self, obj, user):
        actions = super().get_actions(obj, user)
        if actions and localize.open_texts_of(obj):
            return [action for action in actions if action[0] != "approve"]
        return actions

    def on_action(self, task_state, user, action_name, **kwargs):
        page = task_state.workflow_state.content_object
        if action_name == "approve" and (translation := localize.translation_into(page)):
            try:
                localize.save_draft(translation, user)
            except ValidationError as error:  # a correction that the page has no room for
                localize.show_errors(translation, error)
                return reverse("wagtailadmin_pages:edit", args=[page.pk])
            page.refresh_from_db()  # the workflow publishes what this instance calls the latest
        return super().on_action(task_state, user, action_name, **kwargs)

    @classmethod
    def get_description(cls):
        return _("Members of the chosen groups read the page; a translation must be complete.")
