from django.core.management.base import BaseCommand
from django.db import transaction

from portal import roles


class Command(BaseCommand):
    help = "Bring the groups Redaktor, Tłumacz and Wydawca back to the rights of portal/roles.py."

    @transaction.atomic
    def handle(self, *args, verbosity: int, **options) -> None:
        roles.reset()
        if verbosity > 0:
            names = ", ".join(role.name for role in roles.ROLES)
            self.stdout.write(f"These groups have the rights of the table again: {names}.")
