from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Portal")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from portal import localize, moderation, pictures, references, rights, roles
        from portal.editions import watching
        from portal.monitoring import slow_queries
        from portal.newsroom import signals, together
        from portal.newsroom.translating import limits, memory
        from portal.share_pictures import files

        localize.connect()
        signals.connect(self)
        together.connect()
        limits.connect()
        memory.connect()
        moderation.connect()
        rights.connect()
        roles.connect()
        files.connect()
        pictures.connect()
        watching.connect(self)
        slow_queries.connect()
        references.protect_what_is_used()
