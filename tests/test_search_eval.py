"""`search_eval`: it measures in a scratch database, and says what is wrong with a file."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

FOLDER = Path(__file__).parent / "search_set"
DOCUMENT = {"id": "a", "lang": "pl", "title": "Strefa", "body": "Tekst."}
QUERY = {"qid": "q", "lang": "pl", "query": "strefy", "mode": "search"}


@pytest.fixture
def run(tmp_path):
    """Run the command on a corpus and queries, given as text."""

    def run(corpus: str | bytes = json.dumps(DOCUMENT), queries: str | bytes = "", out="out.jsonl"):
        for name, content in (
            ("corpus", corpus),
            ("queries", queries or json.dumps({"queries": [QUERY]})),
        ):
            content = content.encode() if isinstance(content, str) else content
            (tmp_path / name).write_bytes(content)
        call_command(
            "search_eval",
            corpus=tmp_path / "corpus",
            queries=tmp_path / "queries",
            out=tmp_path / out,
        )

    return run


def test_answers_a_set_and_leaves_the_site_alone(tmp_path):
    database = tmp_path / "site.sqlite3"
    done = subprocess.run(
        [
            sys.executable, "manage.py", "search_eval",
            "--corpus", FOLDER / "corpus.jsonl", "--queries", FOLDER / "queries.json",
            "--out", tmp_path / "answers.jsonl",
        ],
        env={
            **os.environ,
            "DATABASE_URL": f"sqlite:///{database}",
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        },
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in (tmp_path / "answers.jsonl").read_text().splitlines()]
    asked = json.loads((FOLDER / "queries.json").read_text(encoding="utf-8"))["queries"]
    assert [answer["qid"] for answer in answers] == [query["qid"] for query in asked]
    assert all(len(answer["ids"]) <= 50 for answer in answers)
    for said in ("documents/s", "p50", "p95", "ms per query"):
        assert said in done.stdout
    assert not database.exists() or database.stat().st_size == 0


def lines(*documents: dict) -> str:
    return "\n".join(map(json.dumps, documents))


@pytest.mark.parametrize(
    ("corpus", "said"),
    [
        ("", "no documents"),
        ("[]", "line 1: no object"),
        ("{", "line 1"),
        (lines(DOCUMENT, {**DOCUMENT, "body": None}), "line 2: body is missing or no text"),
        (lines(DOCUMENT, DOCUMENT), "line 2: there is another document a"),
        (lines({**DOCUMENT, "lang": "de"}), "no language 'de'"),
        ("Łódź".encode("cp1250"), "not UTF-8"),
    ],
)
def test_says_what_is_wrong_with_a_corpus(run, corpus, said):
    with pytest.raises(CommandError, match="corpus") as error:
        run(corpus=corpus)

    assert said in str(error.value)


@pytest.mark.parametrize(
    ("queries", "said"),
    [
        ("{}", 'no list of "queries"'),
        (json.dumps({"queries": ["x"]}), "query 1: no object"),
        (json.dumps({"queries": [{**QUERY, "mode": "guess"}]}), "mode 'guess' is none of"),
        (json.dumps({"queries": [QUERY, QUERY]}), "query 2: there is another query q"),
        (json.dumps({"queries": [{**QUERY, "query": None}]}), "query is missing or no text"),
    ],
)
def test_says_what_is_wrong_with_queries(run, queries, said):
    with pytest.raises(CommandError, match="queries") as error:
        run(queries=queries)

    assert said in str(error.value)


def test_says_before_the_work_that_the_answers_cannot_be_written(run):
    with pytest.raises(CommandError, match="directory"):
        run(out=".")


def test_says_that_a_file_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="nowhere"):
        call_command(
            "search_eval",
            corpus=tmp_path / "nowhere",
            queries=FOLDER / "queries.json",
            out=tmp_path / "out",
        )
