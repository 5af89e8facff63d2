import json
import tempfile
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from search.backends.documents import analysers
from search.evaluation import evaluate, read_corpus, read_queries, scratch_database


class Command(BaseCommand):
    help = (
        "Answer the queries of a file from the documents of another, in a scratch database of the"
        " configured kind, and say how long it took. The site's own content is not touched."
    )
    # The scratch database has its own tables; the site's may be missing.
    requires_migrations_checks = False
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--corpus", type=Path, required=True, help="documents, .jsonl")
        parser.add_argument("--queries", type=Path, required=True, help="queries, .json")
        parser.add_argument("--out", type=Path, required=True, help="answers to write, .jsonl")

    def handle(self, *, corpus: Path, queries: Path, out: Path, **options):
        try:
            documents, asked = read_corpus(corpus), read_queries(queries)
            # Before the work: it would be lost.
            out.parent.mkdir(parents=True, exist_ok=True)
            out.open("a").close()
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        with tempfile.TemporaryDirectory(prefix="search") as folder, scratch_database(Path(folder)):
            measured = evaluate(documents, asked)
        with out.open("w", encoding="utf-8") as lines:
            for qid, ids in measured.answers.items():
                lines.write(json.dumps({"qid": qid, "ids": ids}, ensure_ascii=False) + "\n")
        self.stdout.write(f"analysers: {analysers()}")
        self.stdout.write(
            f"{measured.documents} documents indexed,"
            f" {measured.documents_per_second:.0f} documents/s"
        )
        self.stdout.write(
            f"{len(measured.queries)} queries, p50 {measured.milliseconds(0.5):.1f} ms per query,"
            f" p95 {measured.milliseconds(0.95):.1f} ms per query"
        )
