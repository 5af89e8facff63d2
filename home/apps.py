from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Markdown registers what its pages tell in their Markdown twins.
        from home import glossary, markdown  # noqa: F401 - they register themselves

        glossary.connect()
