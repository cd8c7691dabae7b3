"""The pictures of docs/images, made anew: `python -m benchmarks.images [FOLDER [STATE…]]` (`make images`). Needs chromium.

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


def choosing(page: Page) -> None:
    """Choosing what questions are limited to, with one thing chosen already."""
    page.click(".l-add")
    page.locator(".l-option").first.wait_for()
    page.locator(".l-option").nth(1).click()
    page.click(".l-add")
    page.fill(".l-find", "2024")
    page.wait_for_timeout(700)


def limited(page: Page) -> None:
    """An answer that is limited by its words and by hand."""
    page.click(".l-add")
    page.fill(".l-find", "2024")
    page.get_by_role("option", name="When since 2024").click()
    ask(page, "What did Solheim say about the levy?")
    page.locator(".q-parts").first.scroll_into_view_if_needed()
    page.wait_for_timeout(300)


def send(page: Page, question: str) -> None:
    """Asks, and waits for nothing but that the question is there."""
    page.fill("#q-box textarea", question)
    page.press("#q-box textarea", "Enter")
    page.locator(".q-coming").wait_for()


def coming(page: Page) -> None:
    """An answer on its way, with what is proved already."""
    send(page, "Why did the mayor change her mind about the levy?")
    page.locator(".q-coming .q-words").nth(1).wait_for()
    page.wait_for_timeout(400)


def stopped(page: Page) -> None:
    """The same, stopped."""
    coming(page)
    page.click("#q-stop")
    page.locator(".q-stopped").wait_for()
    page.wait_for_timeout(400)


def waiting(page: Page) -> None:
    """A question that waits for another person's."""
    other = somebody(page)
    send(other, "Who knew about the cracked welds in gate seven?")
    send(page, "How high was the surge on the night of the flood?")
    page.locator(".q-step", has_text="Waiting").wait_for()
    other.close()


def busy(page: Page) -> None:
    """A question that is not taken, for one is answered and one waits."""
    others = [somebody(page), somebody(page)]
    for other in others:
        send(other, "Who knew about the cracked welds in gate seven?")
    page.fill("#q-box textarea", "How high was the surge on the night of the flood?")
    page.press("#q-box textarea", "Enter")
    page.locator(".q-trouble").wait_for()
    for other in others:
        other.close()


def away(page: Page) -> None:
    """The server is gone when a question is sent."""
    page.fill("#q-box textarea", "How high was the surge on the night of the flood?")
    page.context.set_offline(True)
    page.press("#q-box textarea", "Enter")
    page.locator(".q-lost").wait_for()
    page.wait_for_timeout(400)


def somebody(page: Page) -> Page:
    """Another person's page, in a browser of their own."""
    other = page.context.browser.new_page()
    other.goto(page.url)
    other.wait_for_selector("#q-box textarea")
    other.wait_for_timeout(900)
    return other


def login(page: Page) -> None:
    """The page that asks for name and password, after a wrong one."""
    page.fill("#name", "ada")
    page.fill("#password", "not the password")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()


UNHURRIED: Final[dict[str, Callable[[Page], None]]] = {"coming": coming, "stopped": stopped, "waiting": waiting, "busy": busy, "away": away}
STATES: Final[dict[str, Callable[[Page], None]]] = {
    "first": lambda page: None,
    "answer": answer,
    "refusal": refusal,
    "reading": reading,
    "choosing": choosing,
    "limited": limited,
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


def main(folder: Path, only: frozenset[str] = frozenset()) -> None:
    """Writes every picture (or those of the states in `only`), with few colours so that all of them stay small."""
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as cache, sync_playwright() as tools:
        chromium = tools.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        with serving("ui.cli", "chat", "--port", "0", "--json", cache=Path(cache)) as (address, _):
            index = Path(cache) / "quoth" / "samples"
            questions = ROOT / "corpus" / "samples" / "questions.jsonl"
            command = [sys.executable, "-m", "ui.cli", "eval", str(questions), "--library", str(ROOT / "corpus" / "samples"), "--index", str(index), "--json"]
            subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
            pictures(chromium, address, STATES, folder, only)
        with recorded(Path(cache)) as address:
            pictures(chromium, address, HEARD, folder, only)
        with serving("benchmarks.unhurried", cache=Path(cache)) as (address, _):
            pictures(chromium, address, UNHURRIED, folder, only)
        with serving("benchmarks.unhurried", "auth", cache=Path(cache)) as (address, _):
            pictures(chromium, address, {"login": login}, folder, only, "#password")


def pictures(chromium: Any, address: str, states: Mapping[str, Callable[[Page], None]], folder: Path, only: frozenset[str], there: str = "#q-box") -> None:
    """Every one of `states` (or those in `only`, if any) at every size, once `there` is on the page."""
    for name, reach in states.items():
        for size, (width, height, scheme) in SIZES.items() if not only or name in only else ():
            person = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
            page = person.new_page()
            page.goto(address)
            page.wait_for_selector(there)
            page.wait_for_timeout(900)
            reach(page)
            page.evaluate("for (const path of document.querySelectorAll('.u-path')) path.textContent = 'transcripts'")  # no machine's own
            picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS)
            picture.save(folder / f"{name}-{size}.png", optimize=True)
            person.close()
            print(f"{name}-{size}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images", frozenset(sys.argv[2:]))
