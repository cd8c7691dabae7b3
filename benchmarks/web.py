"""How quickly the web app answers and opens: `python -m benchmarks.web [RUNS]`. Needs chromium; prints medians and the machine.

A server of its own over the samples with the default encoder, and one over a made transcript of 5,000 turns.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = ("Who spoke about the levy?", "Who knew about the cracked welds?", "How high was the surge?", "What did Solheim say about bridges?")
HIGHLIGHT = """async ([selector, open]) => {
    const began = performance.now();
    open ? (location.hash = open) : document.querySelector(selector).click();
    if (open) dispatchEvent(new PopStateEvent('popstate'));
    for (;;) {
        await new Promise(requestAnimationFrame);
        const mark = document.querySelector('#q-reader .r-on');
        const body = document.querySelector('.r-body').getBoundingClientRect();
        const box = mark && mark.getBoundingClientRect();
        if (box && box.top >= body.top && box.bottom <= body.bottom && mark.querySelector('.r-place').href.includes(open.split('.').slice(1, 2)[0])) break;
        if (performance.now() - began > 10000) throw new Error('never shown');
    }
    return performance.now() - began;
}"""

SCROLL = """async (selector) => {
    const body = document.querySelector(selector), step = (body.scrollHeight - body.clientHeight) / 400, gaps = [];
    body.scrollTop = 0;
    await new Promise(requestAnimationFrame);
    let last = performance.now();
    for (let frame = 0; frame < 400; frame++) {
        body.scrollTop += frame % 4 ? 90 : 4 * step - 270;      // three small steps, and a leap, to the end of it
        await new Promise(requestAnimationFrame);
        const now = performance.now();
        gaps.push(now - last);
        last = now;
    }
    return gaps;
}"""
PLAIN = """() => {
    const plain = Object.assign(document.createElement('div'), {id: 'plain'}), body = document.querySelector('.r-body');
    plain.style.cssText = `position: fixed; inset: 0; z-index: 99; overflow: auto; background: white`;
    const inner = document.createElement('div');
    inner.style.height = `${body.scrollHeight}px`;
    plain.append(inner);
    document.body.append(plain);
}"""


@contextmanager
def serving(*command: str, cache: Path) -> Iterator[tuple[str, float]]:
    """A server of its own: its address, and the seconds until it answered."""
    began = time.monotonic()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(cache)}
    with subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        address = next(found[0] for line in server.stdout if (found := re.search(r'http[^"\s]+', line)))
        try:
            yield address, time.monotonic() - began
        finally:
            server.terminate()


def main(runs: int) -> None:
    """Prints every figure as median of `runs` (least to most)."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tools, tempfile.TemporaryDirectory() as folder:
        chromium = tools.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
        subprocess.run(
            [sys.executable, "-m", "ui.cli", "index", "--json"], cwd=ROOT, env={**os.environ, "XDG_CACHE_HOME": folder}, check=True, capture_output=True
        )
        ups: list[float] = []
        for _ in range(min(runs, 3)):
            with serving("ui.cli", "chat", "--port", "0", "--json", cache=Path(folder)) as (_, seconds):
                ups.append(seconds)
        shown("server up", ups, "s")
        with serving("ui.cli", "chat", "--port", "0", "--json", cache=Path(folder)) as (address, _):
            asked(chromium, address, runs)
        with serving("tests.ui.web_site", "long", cache=Path(folder)) as (address, _):
            opened(chromium, address, runs)


def asked(chromium: Any, address: str, runs: int) -> None:
    """Page ready for a new visitor; first and later answers in the page."""
    ready, first, later = [], [], []
    for _ in range(runs):
        page = chromium.new_context().new_page()
        began = time.monotonic()
        page.goto(address)
        page.wait_for_selector("#q-box textarea")
        ready.append(time.monotonic() - began)
        for number, question in enumerate(QUESTIONS):
            began = time.monotonic()
            page.fill("#q-box textarea", question)
            page.press("#q-box textarea", "Enter")
            page.locator(".q-reply").nth(number).wait_for()
            (later if number else first).append(time.monotonic() - began)
        page.context.close()
    shown("page ready, nothing cached", ready, "s")
    shown("first answer in the page", first, "s")
    shown("later answers", later, "s")


def opened(chromium: Any, address: str, runs: int) -> None:
    """From an address to its highlighted turn in sight, in a transcript of 5,000 turns: the first time in a page, then again; and scrolling it.

    What this machine takes between two frames of an empty page of the same height, scrolled in the same way, is told beside.
    """
    cold, warm, frames, empty, busy = [], [], [], [], []
    for run in range(runs):
        page = chromium.new_context(viewport={"width": 1440, "height": 900}).new_page()
        page.goto(address)
        page.wait_for_selector(".r-list")
        cold.append(page.evaluate(HIGHLIGHT, ["", f"#turn=long.{2500 + run}"]))
        page.wait_for_timeout(1500)
        warm.append(page.evaluate(HIGHLIGHT, ["", f"#turn=long.{4000 + run}"]))
        page.wait_for_function("document.querySelectorAll('.r-turn').length === 5000")
        tools = page.context.new_cdp_session(page)
        tools.send("Performance.enable")
        began = spent(tools)
        gaps = page.evaluate(SCROLL, ".r-body")
        busy.append(1000 * (spent(tools) - began) / len(gaps))
        frames += gaps
        page.evaluate(PLAIN)
        empty += page.evaluate(SCROLL, "#plain")
        page.context.close()
    shown("citation to highlight, 5,000 turns, fetched first", cold, "ms")
    shown("the same, at hand", warm, "ms")
    shown("work of the page for a frame while 5,000 turns are scrolled through", busy, "ms")
    for what, gaps in (("from frame to frame while scrolling", frames), ("the same, an empty page", empty)):
        shown(what, gaps, "ms")
        print(f"  95 in 100 within {sorted(gaps)[int(0.95 * len(gaps))]:.0f} ms; longer than 50 ms: {sum(gap > 50 for gap in gaps) / len(gaps):.1%}")


def spent(tools: Any) -> float:
    """Seconds that the page's main thread has worked."""
    return next(float(metric["value"]) for metric in tools.send("Performance.getMetrics")["metrics"] if metric["name"] == "TaskDuration")


def shown(what: str, times: list[float], unit: str) -> None:
    """One line."""
    digits = 0 if unit == "ms" else 2
    print(f"{what}: {statistics.median(times):.{digits}f} {unit} ({min(times):.{digits}f} to {max(times):.{digits}f}, n={len(times)})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
