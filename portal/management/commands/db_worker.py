import signal

from django.core.management.base import BaseCommand, CommandParser

from portal.queue.worker import Worker


class Command(BaseCommand):
    """In the place of the one of django-tasks-db, which tries nothing twice (decision 0032)."""

    help = "Do what is in the queue, until SIGTERM or Ctrl+C; what is at hand is done to its end."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--batch", action="store_true", help="end when nothing is due any more")

    def handle(self, *args, batch: bool, **options) -> None:
        worker = Worker()

        def end(*_) -> None:
            if worker.is_stopping:
                # Asked twice: the task at hand goes back into the queue.
                raise SystemExit(1)
            worker.stop()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, end)
        worker.run(until_empty=batch)
