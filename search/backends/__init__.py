"""Wagtail's search, speaking the languages of the site, on SQLite and PostgreSQL alike.

`WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.backends"}}`. docs/search.md explains it.
"""

from django.utils.module_loading import import_string
from modelsearch.backends.base import BaseSearchBackend

from search.backends.compiler import AutocompleteCompiler, Compiler
from search.backends.index import Index
from search.backends.results import Results


class Rebuilder:
    """Writes all of the index anew, object by object: there is no time at which it is empty."""

    def __init__(self, index: Index):
        self.index = index

    def start(self) -> Index:
        self.index.delete_stale_entries()
        return self.index

    def finish(self) -> None:
        self.index.delete_unused_terms()


def nothing_attached(objects) -> dict:
    return {}


class SearchBackend(BaseSearchBackend):
    """The parameter `ATTACHED_TEXTS` names a function that tells what is found in the files that
    objects of one model refer to: from a list of them to a dict of key → [(title, text), …].
    """

    query_compiler_class = Compiler
    autocomplete_query_compiler_class = AutocompleteCompiler
    index_class = Index
    results_class = Results
    rebuilder_class = Rebuilder

    def __init__(self, params: dict):
        super().__init__(params)
        path = params.get("ATTACHED_TEXTS")
        self.attached_texts = import_string(path) if path else nothing_attached
