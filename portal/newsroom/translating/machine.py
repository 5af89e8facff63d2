"""wagtail-localize's own translators, with failures that a person can understand.

Theirs fail with whatever went wrong inside: a wrong key is a KeyError. These raise `Failure`, whose
text says in the reader's language what happened. Which one is used is said by the environment
(docs/operations.md).
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import requests
from django.utils.translation import gettext as _
from wagtail_localize.machine_translators.deepl import DeepLTranslator
from wagtail_localize.machine_translators.libretranslate import LibreTranslator
from wagtail_localize.strings import StringValue

from portal.newsroom.translating import deepl_glossary

logger = logging.getLogger(__name__)

UNAUTHORISED = (401, 403)
TOO_BUSY = (429, 503, 529)
NOT_TAKEN = (400, 413, 414, 422)
QUOTA_USED_UP = 456  # DeepL's own


class Failure(Exception):
    """The service did not translate; what there is to say of it is its text."""

    def __init__(self, message: str, *, concerns_texts: bool = False):
        super().__init__(message)
        # Whether other texts may fare better.
        self.concerns_texts = concerns_texts


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Turn what can go wrong with a service into a Failure; the log has it in full."""
    try:
        yield
    except requests.RequestException as error:
        logger.warning("%s: %s", name, error)
        raise failure_of(name, error) from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        # An answer that is no JSON, or not the one agreed upon.
        logger.warning("%s answered with something else than translations: %r", name, error)
        raise Failure(_("%(name)s gave an answer that cannot be used.") % {"name": name}) from error


def failure_of(name: str, error: requests.RequestException) -> Failure:
    status = error.response.status_code if error.response is not None else None
    if isinstance(error, requests.Timeout):
        message = _("%(name)s did not answer in time. Try again in a while.")
    elif isinstance(error, requests.JSONDecodeError):
        message = _("%(name)s gave an answer that cannot be used.")
    elif status is None:
        message = _("%(name)s cannot be reached. Try again in a while.")
    elif status in UNAUTHORISED:
        message = _(
            "%(name)s does not accept the portal's key. Tell whoever looks after the portal."
        )
    elif status == QUOTA_USED_UP:
        message = _("The portal's allowance at %(name)s is used up for now.")
    elif status in TOO_BUSY:
        message = _("%(name)s has too much to do. Try again in a minute.")
    elif status in NOT_TAKEN:
        return Failure(
            _("%(name)s did not take some of the texts.") % {"name": name}, concerns_texts=True
        )
    else:
        message = _("%(name)s reports an error of its own. Try again in a while.")
    return Failure(message % {"name": name})


class DeepL(DeepLTranslator):
    """DeepL in British English, with the portal's glossary."""

    # What it takes in one request: 50 texts, 128 KiB. Letters beyond ASCII are sent as six or more.
    most_texts = 50
    most_characters = 15_000

    @property
    def server(self) -> str:
        own = self.options.get("SERVER") or super().get_api_endpoint().removesuffix("/v2/translate")
        return own.rstrip("/")

    @property
    def timeout(self) -> int:
        return int(self.options.get("TIMEOUT", 30))

    def get_api_endpoint(self) -> str:
        return f"{self.server}/v2/translate"

    def get_parameters(self, source_locale, target_locale, strings) -> dict:
        parameters = super().get_parameters(source_locale, target_locale, strings)
        if "glossary_id" not in parameters:
            glossary = deepl_glossary.current_id(
                self, parameters["source_lang"], parameters["target_lang"]
            )
            if glossary:
                parameters["glossary_id"] = glossary
        if parameters["target_lang"] == "EN":
            parameters["target_lang"] = "EN-GB"
        return parameters

    def translate(self, source_locale, target_locale, strings) -> dict[StringValue, StringValue]:
        """The translations of `strings`, or Failure."""
        strings = list(strings)
        parameters = self.get_parameters(source_locale, target_locale, strings)
        with explained(self.display_name):
            response = self.ask(parameters)
            if response.status_code == 404 and parameters.pop("glossary_id", None):
                # Somebody has deleted the glossary at DeepL: it is made anew the next time.
                deepl_glossary.forget(parameters["source_lang"], parameters["target_lang"])
                response = self.ask(parameters)
            response.raise_for_status()
            answers = response.json()["translations"]
            return {
                string: StringValue(str(answer["text"]))
                for string, answer in zip(strings, answers, strict=True)
            }

    def ask(self, parameters: dict) -> requests.Response:
        return requests.post(
            self.get_api_endpoint(),
            parameters,
            timeout=self.timeout,
            headers=self.get_headers(),
        )


class Libre(LibreTranslator):
    """LibreTranslate, on a server of one's own or at its makers'."""

    # A server may set limits of its own; most leave it at more.
    most_texts = 20
    most_characters = 5_000

    def get_api_endpoint(self) -> str:
        return super().get_api_endpoint().rstrip("/")

    def translate(self, source_locale, target_locale, strings) -> dict[StringValue, StringValue]:
        """The translations of `strings`, or Failure."""
        with explained(self.display_name):
            answers = super().translate(source_locale, target_locale, list(strings))
            if not all(isinstance(answer.data, str) for answer in answers.values()):
                raise ValueError("translations that are no texts")
            return answers


def batches(
    strings: Sequence[StringValue], most_texts: int, most_characters: int
) -> Iterator[list[StringValue]]:
    """`strings` in groups that a service takes in one request; one too long for it stands alone."""
    batch: list[StringValue] = []
    length = 0
    for string in strings:
        if batch and (len(batch) == most_texts or length + len(string.data) > most_characters):
            yield batch
            batch, length = [], 0
        batch.append(string)
        length += len(string.data)
    if batch:
        yield batch
