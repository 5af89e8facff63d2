from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    help = "Make the demo content in both languages. A second run changes nothing."
    # Most runs find that there is nothing to do; `migrate` and `runserver` check the project.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--many", type=int, metavar="N", help="also add N generated news in both languages"
        )
        parser.add_argument(
            "--force", action="store_true", help="do it even in production (without accounts)"
        )

    def handle(self, *args, many: int | None, force: bool, verbosity: int, **options) -> None:
        # Imported late: most runs find that there is nothing to do.
        from portal.demo import seed
        from portal.demo.many import add_news
        from portal.demo.text import DemoError

        if not (settings.DEMO_CONTENT or force):
            raise CommandError(
                "This is production: demo content has no place here. "
                "--force makes it nevertheless, without the demo's account."
            )
        if many is not None and many < 1:
            raise CommandError("--many takes the number of news to add: 1 or more.")
        try:
            if seed.is_seeded():
                self.say(verbosity, "The content is there already; it was left as it is.")
            else:
                seed.seed(with_accounts=settings.DEMO_CONTENT)
                self.say(verbosity, "The demo content is made, in Polish and English.")
            if many:
                add_news(many, show_progress=verbosity > 0)
                self.say(verbosity, f"{many} generated news were added in both languages.")
        except DemoError as error:
            raise CommandError(str(error)) from error
        if settings.DEMO_CONTENT:
            names = ", ".join([seed.ADMIN, *seed.MEMBERS])
            self.say(verbosity, f"Demo logins: {names}; password of each: {seed.PASSWORD}")
        else:
            self.say(verbosity, "No account was made: its password would be known to everybody.")

    def say(self, verbosity: int, message: str) -> None:
        if verbosity > 0:
            self.stdout.write(message)
