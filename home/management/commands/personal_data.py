from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from home import messages
from home.personal_data import as_json


class Command(BaseCommand):
    help = "Hand out or erase the messages of a person (GDPR art. 15, 17, 20)."

    def add_arguments(self, parser) -> None:
        parser.add_argument("action", choices=["export", "erase"])
        parser.add_argument("address", nargs="?", help="the person's e-mail address")
        parser.add_argument(
            "--message",
            type=int,
            action="append",
            metavar="ID",
            help="a message by its number instead, as the log of an erasure names it; repeatable",
        )
        parser.add_argument(
            "--yes", action="store_true", help="erase without showing first how many there are"
        )

    def handle(self, *args, action: str, address: str | None, message, yes: bool, **options):
        if bool(address) == bool(message):
            raise CommandError("Name an e-mail address, or messages with --message.")
        if address:
            try:
                validate_email(address)
            except ValidationError as error:
                raise CommandError(f"No e-mail address: {address}") from error
        found = messages.of_person(address) if address else messages.by_ids(message)
        if action == "export":
            self.export(found, address)
        else:
            self.erase(found, address, yes)

    def export(self, found: list, address: str | None) -> None:
        accounts = messages.accounts_of(address) if address else []
        if not found and not accounts:
            raise CommandError("Nothing is kept of this person.")
        messages.note_export(found)
        self.stdout.write(as_json(found, accounts))

    def erase(self, found: list, address: str | None, yes: bool) -> None:
        if address and messages.accounts_of(address):
            self.stderr.write("There is an editor with this address: accounts are not erased here.")
        if not found:
            raise CommandError("No messages of this person are kept.")
        if not yes:
            raise CommandError(f"Messages: {len(found)}. Erase them with --yes.")
        self.stdout.write(f"Erased: {messages.erase(found)}")
