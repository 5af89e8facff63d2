from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "news"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from news import facts, websub

        facts.connect()
        websub.connect()
        # Registers what news, events and people tell in their Markdown twins.
        from news import markdown  # noqa: F401 - registers itself
