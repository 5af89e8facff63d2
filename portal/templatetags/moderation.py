"""{% checking page %}: above a translation, where it stands on its way to the publisher."""

from django import template
from wagtail.models import Page, WorkflowState

register = template.Library()


@register.inclusion_tag("portal/admin/checking.html", takes_context=True)
def checking(context, page: Page) -> dict:
    """What the user can do with the translation `page` now, and who has said what about it."""
    user = context["request"].user
    permissions = page.permissions_for_user(user)
    state = page.current_workflow_state
    waits = bool(state and state.status == WorkflowState.STATUS_IN_PROGRESS)
    task_state = state.current_task_state.specific if state else None
    actions = task_state.task.specific.get_actions(page, user) if waits else []
    return {
        "page": page,
        "state": state,
        "task_state": task_state,
        "waits": waits,
        "returned": state and not waits,
        "actions": actions,
        "may_withdraw": waits and not actions and state.user_can_cancel(user),
        "may_hand_in": not permissions.can_publish() and permissions.can_submit_for_moderation(),
        "only_translates": not permissions.can_edit_freely(),
        "csrf_token": context["csrf_token"],
        "request": context["request"],
    }
