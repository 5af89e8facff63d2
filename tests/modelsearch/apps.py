from django.apps import AppConfig


class IndexOnly(AppConfig):
    """`search` without what it does for Wagtail: there is none in the project of these tests."""

    name = "search"
    default_auto_field = "django.db.models.BigAutoField"
