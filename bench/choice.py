"""What is to be measured: all of it, unless the environment says less."""

import os
from dataclasses import dataclass

NEWS = "10 1000 10000"
DATABASES = "sqlite postgres"
PARTS = "queries cpu served nginx admin machines browser lighthouse profile"


@dataclass(frozen=True)
class Choice:
    """NEWS="10 1000", DATABASES=sqlite, PARTS="queries cpu": a quick run, which is only printed."""

    news: list[int]
    databases: list[str]
    parts: list[str]

    @classmethod
    def of_environment(cls) -> "Choice":
        news, databases, parts = (
            os.environ.get(name, default).split()
            for name, default in (("NEWS", NEWS), ("DATABASES", DATABASES), ("PARTS", PARTS))
        )
        for name in {*databases, *parts} - {*DATABASES.split(), *PARTS.split()}:
            raise SystemExit(f"{name!r} is neither a database nor a part of the bench.")
        return cls(sorted(map(int, news)), databases, parts)

    def wants(self, part: str) -> bool:
        return part in self.parts

    @property
    def is_everything(self) -> bool:
        chosen = (" ".join(map(str, self.news)), " ".join(self.databases), " ".join(self.parts))
        return chosen == (NEWS, DATABASES, PARTS)
