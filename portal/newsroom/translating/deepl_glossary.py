"""Gives DeepL the portal's glossary, so that it uses the words that the portal uses.

A glossary at DeepL cannot be changed, so one is made whenever the terms are others than before; its
name holds their fingerprint. The others of ours are then deleted. Whatever fails here is logged,
and the text is translated without a glossary.
"""

import hashlib
import logging

import requests
from django.apps import apps
from django.core.cache import cache

logger = logging.getLogger(__name__)

# Names of ours at DeepL begin so, and go on with the languages and the fingerprint.
NAME = "portal"
HOUR = 3600


def current_id(translator, source: str, target: str) -> str | None:
    """The glossary of the terms as they are now; None where there is none, or DeepL has none."""
    source, target = (code.split("-")[0].lower() for code in (source, target))
    lines = entries(source, target)
    if not lines:
        return None
    text = "\n".join(f"{word}\t{meaning}" for word, meaning in lines.items())
    fingerprint = hashlib.sha256(text.encode()).hexdigest()[:16]
    known = cache.get(cache_key(source, target))
    if known and known[0] == fingerprint:
        return known[1]
    try:
        glossary = find_or_make(translator, source, target, fingerprint, text)
        cache.set(cache_key(source, target), (fingerprint, glossary), 24 * HOUR)
    except (requests.RequestException, ValueError, KeyError, TypeError, AttributeError) as error:
        logger.warning("DeepL translates without the glossary: %r", error)
        # Not asked again with every request of a page.
        cache.set(cache_key(source, target), (fingerprint, None), 60)
        return None
    return glossary


def forget(source: str, target: str) -> None:
    source, target = (code.split("-")[0].lower() for code in (source, target))
    cache.delete(cache_key(source, target))


def cache_key(source: str, target: str) -> str:
    return f"deepl-glossary-{source}-{target}"


def entries(source: str, target: str) -> dict[str, str]:
    """Every name of each term in one language, and what the term is called in the other."""
    found: dict[str, str] = {}
    for term in apps.get_model("portal", "GlossaryTerm").objects.all():
        meaning = one_line(getattr(term, f"term_{target}", ""))
        for name in term.names(source):
            if (word := one_line(name)) and meaning:
                found.setdefault(word, meaning)
    return found


def one_line(text: str | None) -> str:
    return " ".join((text or "").split())


def find_or_make(translator, source: str, target: str, fingerprint: str, text: str) -> str:
    """The id of the glossary with these entries, made if DeepL does not have it yet."""
    ours = f"{NAME} {source}-{target} "
    address = f"{translator.server}/v2/glossaries"
    headers, timeout = translator.get_headers(), translator.timeout
    answer = requests.get(address, headers=headers, timeout=timeout)
    answer.raise_for_status()
    others = [one for one in answer.json()["glossaries"] if one["name"].startswith(ours)]
    for one in others:
        if one["name"] == ours + fingerprint:
            return one["glossary_id"]
    answer = requests.post(
        address,
        json={
            "name": ours + fingerprint,
            "source_lang": source,
            "target_lang": target,
            "entries": text,
            "entries_format": "tsv",
        },
        headers=headers,
        timeout=timeout,
    )
    answer.raise_for_status()
    made = answer.json()["glossary_id"]
    for one in others:
        requests.delete(f"{address}/{one['glossary_id']}", headers=headers, timeout=timeout)
    return made
