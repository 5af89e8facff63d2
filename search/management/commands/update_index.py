from collections.abc import Iterator

from django.core.management.base import CommandError
from django.db.models import Model
from django.utils import timezone
from modelsearch.index import get_indexed_models
from tqdm import tqdm
from wagtail.search.backends import get_search_backend
from wagtail.search.management.commands.update_index import Command as UpdateIndex

from search import attachments
from search.backends import SearchBackend
from search.backends.documents import analysers, made_by
from search.checks import is_empty, is_made_by_others
from search.models import Entry, Rebuild


class Command(UpdateIndex):
    """Wagtail's command, which shows how far it is and goes on where it was interrupted."""

    help = (
        "Read the attached files that have not been read, and bring the search index up to date."
        " It can be searched meanwhile. What was interrupted goes on where it stopped."
    )

    def add_arguments(self, parser):
        super().add_arguments(parser)
        # Few at a time: what is loaded is written before it is old.
        parser.set_defaults(chunk_size=200)
        parser.add_argument(
            "--restart", action="store_true", help="begin anew instead of where it was interrupted"
        )
        parser.add_argument("--force", action="store_true", help="write also what has not changed")

        parser.add_argument(
            "--if-needed",
            action="store_true",
            help="do nothing where there is an index, and of the present analysers",
        )

    def handle(self, **options):
        if options["chunk_size"] < 1:
            raise CommandError("--chunk_size: at least one object has to be written at a time.")
        if options["if_needed"] and not (is_empty() or is_made_by_others()):
            return
        self.restart = options["restart"] or options["force"]
        self.force = options["force"]
        super().handle(**options)

    def update_backend(self, backend_name, schema_only=False, chunk_size=1000):
        backend = get_search_backend(backend_name)
        if not isinstance(backend, SearchBackend):
            return super().update_backend(backend_name, schema_only, chunk_size)
        index = backend.get_index_for_model(Model)
        self.write(f"{backend_name}: {analysers()}")
        if schema_only:
            return None
        if self.force:
            Entry.objects.update(digest="")
        run = self.begun() or Rebuild.objects.create(made_by=made_by(), analysers=analysers())
        for _read in self.progress(attachments.read_all(), unit=" files read"):
            pass
        index.delete_stale_entries()
        count = 0
        for model, chunk in self.remaining(run, chunk_size):
            index.add_items(model, chunk)
            count += len(chunk)
            # By a filter: another run, which ended meanwhile, has taken this one's row away.
            Rebuild.objects.filter(pk=run.pk).update(
                model=model._meta.label, last=str(chunk[-1].pk)
            )
        index.delete_unused_terms()
        index.settle()
        Rebuild.objects.filter(pk=run.pk).update(finished_at=timezone.now())
        Rebuild.objects.filter(pk__lt=run.pk).delete()
        self.write(f"{backend_name}: {count} objects")
        return None

    def begun(self) -> Rebuild | None:
        """The run that was interrupted, if its beginning still holds."""
        run = Rebuild.objects.filter(finished_at=None, made_by=made_by()).order_by("pk").last()
        if run is None or self.restart or not run.model:
            return None
        started = timezone.localtime(run.started_at)
        self.write(
            f"Going on after {run.model} {run.last}, where the run of {started:%Y-%m-%d %H:%M}"
            " was interrupted (--restart begins anew)."
        )
        return run

    def remaining(self, run: Rebuild, size: int) -> Iterator[tuple[type[Model], list[Model]]]:
        """What `run` has not written yet, a chunk at a time, in the order of models and keys."""
        models = sorted(get_indexed_models(), key=lambda model: model._meta.label)
        for model in models:
            if model._meta.label < run.model:
                continue
            objects = model.get_indexed_objects().order_by("pk")
            if model._meta.label == run.model and run.last:
                objects = objects.filter(pk__gt=model._meta.pk.to_python(run.last))
            with self.progress(total=objects.count(), desc=model._meta.label.ljust(32)) as progress:
                # By the key of the last one: the next chunk costs what the first one did.
                while chunk := list(objects[:size]):
                    yield model, chunk
                    progress.update(len(chunk))
                    objects = objects.filter(pk__gt=chunk[-1].pk)

    def progress(self, *args, **kwargs) -> tqdm:
        return tqdm(*args, disable=self.verbosity == 0, file=self.stderr, **kwargs)
