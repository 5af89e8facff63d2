from django.core.management.base import BaseCommand
from tqdm import tqdm
from wagtail.models import Page

from portal.newsroom.demand import update_demand
from portal.newsroom.states import refresh_all


class Command(BaseCommand):
    help = "Compute anew how every page stands in its other language, after changes in bulk."

    def handle(self, *args, verbosity: int, **options) -> None:
        total = Page.objects.filter(depth__gt=1).values("translation_key").distinct().count()
        with tqdm(total=total, unit=" pages", disable=not verbosity) as progress:
            done = refresh_all(progress.update)
        asked_for = update_demand()
        if verbosity:
            self.stdout.write(
                f"The states of {done} pages are up to date; readers look for {asked_for} of them."
            )
