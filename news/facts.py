"""When and whether an event takes place is true in both languages at once.

A translation waits for its translator (decision 0003), but nobody may travel to a meeting that was
cancelled because a sentence of its page is not in English yet.
"""

from wagtail.signals import page_published

from news.models import EventPage
from portal.localize import translations_of

CARRIED = ("start", "end", "status", "attendance")


def carry_facts(sender, instance: EventPage, **kwargs) -> None:
    """Bring the facts of a published event to its live translations, whatever else waits there."""
    followers = EventPage.objects.live().filter(
        translation_key=instance.translation_key,
        locale__in=translations_of(instance).values("target_locale"),
    )
    for follower in followers:
        if any(getattr(follower, name) != getattr(instance, name) for name in CARRIED):
            for name in CARRIED:
                setattr(follower, name, getattr(instance, name))
            # The number of a translation that follows is that of its original (news.sequence).
            follower.sequence = max(follower.sequence, instance.sequence)
            follower.save(update_fields=[*CARRIED, "sequence"], clean=False)


def connect() -> None:
    """Called from NewsConfig.ready()."""
    page_published.connect(carry_facts, sender=EventPage, dispatch_uid="news.facts")
