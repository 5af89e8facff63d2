from django.core.management.base import BaseCommand

from portal.models import PortalImage
from portal.pictures import make_missing


class Command(BaseCommand):
    help = (
        "Makes what is missing of the sizes in which pictures are shown: after a template asks for "
        "another size, and after a restored backup without renditions, once their rows are gone, "
        "too (wagtail_update_image_renditions --purge-only): a row whose file is lost counts as "
        "made. Otherwise sizes are made when something is published."
    )

    def handle(self, *args, **options):
        made = make_missing(PortalImage.objects.values_list("pk", flat=True))
        self.stdout.write(f"{made} made.")
