"""Requests a second, by wrk: always of several addresses in turn, told as ratios."""

import re
import shutil
import statistics
import subprocess
import urllib.request

from bench.missing import Missing
from bench.site import HOST
from bench.visits import READER

ROUNDS, SECONDS, CONNECTIONS = 3, 2, 8


def throughput(base: str, of: str, compared_with: str) -> float:
    """Requests a second for the address `of` as a multiple of those for the other one."""
    return statistics.median(run(base + of) / run(base + compared_with) for _ in range(ROUNDS))


def fetch(address: str) -> bytes:
    headers = {"Host": HOST, "User-Agent": READER}
    request = urllib.request.Request(address, headers=headers)  # noqa: S310 - http
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - http
        return answer.read()


def run(address: str) -> float:
    """Requests a second for `address`, which is warm and waits for nobody's earlier requests."""
    if not (wrk := shutil.which("wrk")):
        raise Missing("wrk is not installed")
    for _ in range(2):
        fetch(address)
    options = ["-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--timeout", "30s"]
    told = subprocess.run(
        [wrk, *options, "-H", f"Host: {HOST}", "-H", f"User-Agent: {READER}", address],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    if "Non-2xx" in told or "Socket errors" in told:
        raise SystemExit(f"{address} could not be loaded:\n{told}")
    if not (rate := float(re.search(r"Requests/sec:\s*([\d.]+)", told)[1])):
        raise SystemExit(f"{address} answered nothing in {SECONDS} s: is this machine busy?")
    return rate
