"""The pictures of docs/images, made anew: `python -m benchmarks.images [FOLDER]` (`make images`). Needs chromium.

Every page and state of the app over the samples, with the default encoder, in light, dark and on a phone.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from PIL import Image

from benchmarks.web import ROOT, serving
from tests.ui.web_recordings import write_wav

Page = Any
SIZES: Final = {"light": (1280, 800, "light"), "dark": (1280, 800, "dark"), "phone": (390, 780, "light")}
COLOURS: Final = 200


def ask(page: Page, question: str) -> None:
    """Asks and waits for the answer."""
    before = page.locator(".q-reply").count()
    page.fill("#q-box textarea", question)
    page.press("#q-box textarea", "Enter")
    page.locator(".q-reply").nth(before).wait_for()
    page.wait_for_timeout(700)


def answer(page: Page) -> None:
    """An answer with its first quotation in the reader."""
    ask(page, "Why did the mayor change her mind about the levy?")


def refusal(page: Page) -> None:
    """A question that the record does not answer."""
    ask(page, "What did the pope say about football?")


def reading(page: Page) -> None:
    """A quotation in its transcript; on a phone the sheet."""
    answer(page)
    page.locator(".q-cite").last.click()
    page.wait_for_timeout(600)


def listening(page: Page) -> None:
    """A recording, played from a quotation."""
    ask(page, "What did Jonas Pell say about the crayons?")
    page.locator(".q-cite").first.click()
    page.wait_for_timeout(600)
    page.click(".r-on .r-from")
    page.wait_for_timeout(2500)
    page.click(".r-play")


def other(name: str) -> Callable[[Page], None]:
    """Another page of the app."""

    def go(page: Page) -> None:
        page.click(f".q-to-{name}")
        page.wait_for_timeout(900)

    return go


STATES: Final[dict[str, Callable[[Page], None]]] = {
    "first": lambda page: None,
    "answer": answer,
    "refusal": refusal,
    "reading": reading,
    "conversations": other("conversations"),
    "library": other("library"),
    "index": other("index"),
    "evaluations": other("evaluations"),
}

HEARD: Final[dict[str, Callable[[Page], None]]] = {"listening": listening}


@contextmanager
def recorded(cache: Path) -> Iterator[str]:
    """The address of a server over one of the samples with a recording beside it: a tone, as long as what was said."""
    library = cache / "recorded"
    library.mkdir()
    shutil.copy(ROOT / "corpus" / "samples" / "low-water-episode-41.json", library)
    write_wav(library / "low-water-episode-41.wav", 624)
    with serving("ui.cli", "chat", "--port", "0", "--json", "--library", str(library), cache=cache) as (address, _):
        yield address


def main(folder: Path) -> None:
    """Writes every picture, with few colours so that all of them stay small."""
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as cache, sync_playwright() as tools:
        chromium = tools.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        with serving("ui.cli", "chat", "--port", "0", "--json", cache=Path(cache)) as (address, _):
            index = Path(cache) / "quoth" / "samples"
            questions = ROOT / "corpus" / "samples" / "questions.jsonl"
            command = [sys.executable, "-m", "ui.cli", "eval", str(questions), "--library", str(ROOT / "corpus" / "samples"), "--index", str(index), "--json"]
            subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
            pictures(chromium, address, STATES, folder)
        with recorded(Path(cache)) as address:
            pictures(chromium, address, HEARD, folder)


def pictures(chromium: Any, address: str, states: Mapping[str, Callable[[Page], None]], folder: Path) -> None:
    """Each of the states in every size."""
    for name, reach in states.items():
        for size, (width, height, scheme) in SIZES.items():
            page = chromium.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            page.goto(address)
            page.wait_for_selector("#q-box textarea")
            page.wait_for_timeout(900)
            reach(page)
            page.evaluate("for (const path of document.querySelectorAll('.u-path')) path.textContent = 'transcripts'")  # no machine's own
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS)
            picture.save(folder / f"{name}-{size}.png", optimize=True)
            page.close()
            print(f"{name}-{size}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images")
