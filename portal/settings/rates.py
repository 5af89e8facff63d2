"""How often somebody may ask, as settings write it: "120/min"."""

import re

from django.core.exceptions import ImproperlyConfigured

RATE = re.compile(r"[1-9][0-9]{0,6}/(s|sec|second|m|min|minute|h|hour|d|day)")


def rate(name: str, value: str) -> str:
    """`value` of the setting `name`. Nothing starts with one that could not be counted by: it
    would be noticed by readers, as an error. Empty: any number."""
    value = value.strip()
    if value and not RATE.fullmatch(value):
        raise ImproperlyConfigured(
            f"{name}: {value!r} is no rate. Write a number, a slash and s, min, hour or day, such"
            " as 120/min; leave it empty to count nothing."
        )
    return value
