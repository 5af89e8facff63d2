from django.core.management.base import BaseCommand

from portal.redirecting.missed import days_kept, purge


class Command(BaseCommand):
    help = "Forget missed addresses older than MISSED_ADDRESSES_DAYS."

    def handle(self, *args, **options) -> None:
        rows = purge()
        self.stdout.write(f"Kept: the last {days_kept()} days. Forgotten: {rows} rows.")
