"""How much a first visit may load besides pictures, in bytes as they travel."""

import gzip

KILOBYTE = 1000
TOTAL = 60 * KILOBYTE
SCRIPTS = 6 * KILOBYTE
STYLES = 14 * KILOBYTE


def weight(body: bytes) -> int:
    """The bytes of `body` on the wire: compressed, unless it is so already (WOFF2)."""
    return len(body) if body.startswith(b"wOF2") else len(gzip.compress(body, 9))


def within(weights: dict[str, int]) -> bool:
    """Whether `weights` (of document, stylesheet, script, font) stay within the budgets."""
    return (
        sum(weights.values()) <= TOTAL
        and weights.get("script", 0) <= SCRIPTS
        and weights.get("stylesheet", 0) <= STYLES
    )
