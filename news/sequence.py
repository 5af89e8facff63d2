"""How often an event was moved: SEQUENCE of its calendar entry (RFC 5546, 2.1.4).

A calendar takes an entry that it has already for news only if the number is higher. It rises when
the time, the place or the state of an event changes, not when its prose is corrected.
"""

MOVING = ("start", "end", "venue", "address", "status", "attendance", "online_url")


def facts(event) -> tuple:
    """What an EventPage says of time, place and state, its sessions' hours and rooms included."""
    sessions = []
    for block in event.body.raw_data:
        if block["type"] == "programme":
            date = str(block["value"].get("date"))
            sessions += [(date, *session_facts(item)) for item in block["value"]["sessions"]]
    return *(getattr(event, name) for name in MOVING), sessions


def session_facts(item: dict) -> tuple:
    """Of a session as it is stored: with an identity, or bare as the first ones were."""
    session = item.get("value", item)
    return (
        item.get("id"),
        *(str(session.get(name) or "") for name in ("start", "end", "room")),
    )


def sequence_of(event) -> int:
    """The number of `event`, an EventPage, as it is about to be stored.

    Both languages have the same entry, so the number of a translation that follows a change is
    that of its original; one that was never published has not been moved.
    """
    versions = type(event).objects.filter(translation_key=event.translation_key)
    before, highest = None, 0
    for version in versions:
        if version.pk == event.pk:
            before = version
        else:
            highest = max(highest, version.sequence)
    if before is None:
        return highest
    was_seen = before.live or before.first_published_at
    if not was_seen or facts(before) == facts(event):
        return before.sequence
    return highest if highest > before.sequence else before.sequence + 1
