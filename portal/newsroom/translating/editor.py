"""What wagtail-localize's editor does not know of a text, given to static/js/translating.js.

Its labels, the terms of the glossary in it, how long its translation may be, and whether only a
machine stands for what is written there.
"""

import re
from typing import Any

from wagtail_localize.models import Translation

from portal.glossary import terms_in_all
from portal.newsroom.translating.labels import labels
from portal.newsroom.translating.limits import limit_of, model_of
from portal.newsroom.translating.memory import TOOL
from portal.newsroom.translating.places import Text, texts_of

NO_WORDS = re.compile(r"<[^>]*>|&#?\w+;")


def what_to_show(translation: Translation) -> dict[str, Any]:
    """Of each text by the number of its segment, ready for JSON; "waiting": what to confirm."""
    texts = texts_of([translation])
    model = model_of(translation.source.object_id)
    named = labels(model, [text.place for text in texts])
    terms = terms_of(texts, translation)
    return {
        "texts": {
            text.segment_id: {
                "label": ": ".join(named[text.place.path, text.place.string_id][1:]),
                "limit": limit_of(model, text.place.field_path),
                "terms": found,
                "waiting": text.written_id if text.is_unconfirmed else None,
                "isRemembered": text.tool == TOOL,
            }
            for text, found in zip(texts, terms, strict=True)
        },
        "waiting": [text.written_id for text in texts if text.is_unconfirmed],
    }


def terms_of(texts: list[Text], translation: Translation) -> list[list[dict[str, Any]]]:
    """Where each text says a term of the glossary, and what that is in the other language."""
    source = translation.source.locale.language_code.split("-")[0]
    target = translation.target_locale.language_code.split("-")[0]
    # The text as the editor shows it, with its tags: they are no words.
    plain = [NO_WORDS.sub(lambda tag: " " * len(tag[0]), text.place.source) for text in texts]
    return [
        [
            {
                "start": match.start,
                "end": match.end,
                "word": getattr(match.term, f"term_{target}", "") or "",
                "definition": getattr(match.term, f"definition_{target}", "") or "",
            }
            for match in found
            if getattr(match.term, f"term_{target}", "")
        ]
        for found in terms_in_all(plain, source)
    ]
