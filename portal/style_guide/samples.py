"""What there is to show. It is found in the folders, so that nothing new can be forgotten."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise

from portal.blocks import StoryBlock

TEMPLATES = settings.BASE_DIR / "templates"
EXAMPLES = "portal/style_guide"
# Blocks that only hold others.
CONTAINERS = frozenset(["story"])
STORY = StoryBlock()

_DESCRIPTION = re.compile(r"/\*(.+?)\*/", re.DOTALL)


@dataclass(frozen=True)
class Sample:
    """One thing of the vocabulary; `kind` is the folder that it comes from."""

    kind: str
    name: str

    @property
    def example(self) -> str:
        """The template that shows it."""
        if self.kind == "blocks":
            return f"{EXAMPLES}/block.html"
        return f"{EXAMPLES}/{self.kind}/{self.name}.html"

    @property
    def files(self) -> list[str]:
        """Its template and its stylesheet; elements have a stylesheet in common."""
        if self.kind == "elements":
            return ["static/css/base.css"]
        return [
            f"templates/{self.kind}/{self.name}.html",
            f"static/css/{self.kind}/{self.name}.css",
        ]

    @property
    def description(self) -> str | Promise:
        """What it is for: of a block as editors are told, of a component as its styles begin."""
        if self.kind == "blocks":
            return STORY.child_blocks[self.name].meta.description
        if self.kind == "components":
            styles = (settings.BASE_DIR / self.files[-1]).read_text(encoding="utf-8")
            if found := _DESCRIPTION.match(styles):
                return " ".join(found[1].split())
        return ""


def names(folder: str) -> list[str]:
    """Names of the templates of a folder."""
    return sorted(path.stem for path in (TEMPLATES / folder).glob("*.html"))


def samples() -> dict[str, list[Sample]]:
    """Every sample by its kind, in the order of the guide."""
    found = {
        "elements": names(f"{EXAMPLES}/elements"),
        "components": names("components"),
        "blocks": [name for name in names("blocks") if name not in CONTAINERS],
    }
    return {kind: [Sample(kind, name) for name in names] for kind, names in found.items()}
