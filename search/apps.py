import logging

from django.apps import AppConfig

logger = logging.getLogger(__name__)


class SearchConfig(AppConfig):
    name = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from search import attachments, checks, referrers  # noqa: F401 - checks register themselves
        from search.backends.documents import languages
        from search.morphology import analyser

        attachments.connect()
        referrers.connect()
        polish = any(code.partition("-")[0] == "pl" for code in languages())
        if polish and not analyser("pl").has_dictionary:
            logger.warning(
                "Morfeusz 2 is not installed: Polish is searched by %s, which knows fewer forms."
                " There is a wheel for glibc Linux on x86-64, macOS and Windows.",
                analyser("pl").name,
            )
