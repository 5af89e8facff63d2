"""How much a first visit may load, in bytes as they travel, and in how many requests."""

import gzip

KILOBYTE = 1000
# Document, with its styles in it, scripts and font.
TOTAL = 45 * KILOBYTE
SCRIPTS = 6 * KILOBYTE
# With the pictures that a telephone fetches before anybody scrolls.
EVERYTHING = 90 * KILOBYTE
REQUESTS = 7


def weight(body: bytes) -> int:
    """The bytes of `body` on the wire: compressed, unless it is so already (WOFF2)."""
    return len(body) if body.startswith(b"wOF2") else len(gzip.compress(body, 9))


def within(weights: dict[str, int]) -> bool:
    """Whether `weights` (of document, script, font) stay within the budgets."""
    return sum(weights.values()) <= TOTAL and weights.get("script", 0) <= SCRIPTS
