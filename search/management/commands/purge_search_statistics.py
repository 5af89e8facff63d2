from django.core.management.base import BaseCommand

from search.statistics import days_kept, purge


class Command(BaseCommand):
    help = "Forget searches older than SEARCH_STATISTICS_DAYS."

    def handle(self, *args, **options) -> None:
        rows = purge()
        self.stdout.write(f"Kept: the last {days_kept()} days. Forgotten: {rows} rows.")
