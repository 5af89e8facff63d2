from django.core.management.base import BaseCommand, CommandError

from portal.privacy.forgetting import forget_all


class Command(BaseCommand):
    help = "Forget all data about people that were kept long enough (docs/privacy.md)."

    def handle(self, *args, **options) -> None:
        forgotten = forget_all()
        failed = [kind for kind, rows in forgotten.items() if rows is None]
        for kind, rows in forgotten.items():
            if rows is not None:
                self.stdout.write(f"{kind}: {rows}")
        if failed:
            raise CommandError(f"Not forgotten, the log says why: {', '.join(failed)}")
