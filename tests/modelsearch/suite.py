from django.db import connection
from django.test import TestCase
from modelsearch.tests.test_backends import BackendTests

from search.models import Entry, Posting, Term
from tests.modelsearch import library


class TestOurBackend(BackendTests, TestCase):
    backend_path = "search.backends"
    fixtures = []

    @classmethod
    def setUpTestData(cls):
        library.fill()
        library.number_anew(connection)

    def clear_index_entries(self):
        for model in (Posting, Term, Entry):
            model.objects.all().delete()
