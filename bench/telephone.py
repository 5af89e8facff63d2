"""A telephone on a slow line, as Chromium plays it, and what it counts of a first visit."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from bench.missing import Missing
from tests.e2e import chromium

WINDOW = {"width": 360, "height": 740}
# Two pixels of the screen to one of the page, as cheap telephones have.
PIXEL_RATIO = 2
PROCESSOR_SLOWED = 4
LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
# What the target calls "HTML+CSS+JS+font".
PAGE_ITSELF = ("Document", "Stylesheet", "Script", "Font")
QUIET_FOR = 700

WATCH = """
window.seen = {lcp: 0, shift: 0, long: []};
const watch = (type, each) => new PerformanceObserver(list => list.getEntries().forEach(each))
  .observe({type, buffered: true});
watch('largest-contentful-paint', entry => { window.seen.lcp = entry.startTime; });
watch('layout-shift', entry => { if (!entry.hadRecentInput) window.seen.shift += entry.value; });
watch('longtask', entry => window.seen.long.push(Math.round(entry.duration)));
"""


@dataclass(frozen=True)
class Visit:
    """Bytes as they travelled, headers and all; times in milliseconds."""

    bytes_by_kind: dict[str, int]
    addresses: list[str]
    strangers: list[str]
    lcp: float
    shift: float
    long_tasks: list[int]

    @property
    def page_itself(self) -> int:
        return sum(self.bytes_by_kind.get(kind, 0) for kind in PAGE_ITSELF)

    @property
    def everything(self) -> int:
        return sum(self.bytes_by_kind.values())


@contextmanager
def browser() -> Iterator[Browser]:
    executable = chromium.find()
    if executable is None:
        raise Missing(chromium.MISSING)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, args=chromium.ARGS)
        yield started
        started.close()


def first_visit(browser: Browser, address: str, *, slow: bool = True) -> Visit:
    """Open `address` with an empty cache and wait until nothing more is asked for."""
    context = browser.new_context(
        viewport=WINDOW, device_scale_factor=PIXEL_RATIO, is_mobile=True, has_touch=True
    )
    page = context.new_page()
    traffic = _Traffic(page, slow=slow)
    page.add_init_script(WATCH)
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(QUIET_FOR)
    seen = page.evaluate("window.seen")
    context.close()
    host = urlsplit(address).netloc
    return Visit(
        dict(traffic.bytes_by_kind),
        traffic.addresses,
        [url for url in traffic.addresses if urlsplit(url).netloc != host],
        seen["lcp"],
        seen["shift"],
        seen["long"],
    )


class _Traffic:
    """Follows what the page of a tab asks for."""

    def __init__(self, page: Page, *, slow: bool) -> None:
        self.bytes_by_kind: Counter[str] = Counter()
        self.addresses: list[str] = []
        self._kinds: dict[str, str] = {}
        session = page.context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.loadingFinished", self._came)
        session.send("Network.enable")
        if slow:
            session.send("Network.emulateNetworkConditions", LINE)
            session.send("Emulation.setCPUThrottlingRate", {"rate": PROCESSOR_SLOWED})

    def _asked(self, event: dict) -> None:
        if event["request"]["url"].startswith("http"):
            self.addresses.append(event["request"]["url"])
            self._kinds[event["requestId"]] = event["type"]

    def _came(self, event: dict) -> None:
        kind = self._kinds.get(event["requestId"])
        if kind:
            self.bytes_by_kind[kind] += round(event["encodedDataLength"])
