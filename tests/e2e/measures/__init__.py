"""What is measured inside the browser: a function of JavaScript in a file each."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

HERE = Path(__file__).parent


@cache
def script(name: str) -> str:
    """The text of <name>.js."""
    return (HERE / f"{name}.js").read_text(encoding="utf-8")


def measure(page: Page, name: str, argument: Any = None) -> Any:
    """What the function in <name>.js returns for the page that is open."""
    return page.evaluate(script(name), argument)
