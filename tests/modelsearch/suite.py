from django.test import TestCase
from modelsearch.tests.test_backends import BackendTests

from search.models import Entry, Posting, Term


class TestOurBackend(BackendTests, TestCase):
    backend_path = "search.backends"

    def clear_index_entries(self):
        for model in (Posting, Term, Entry):
            model.objects.all().delete()
