"""A page of the app as the browser tests use it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Locator, Page, Request

T = TypeVar("T")

_CONTRAST = """node => {
    const parse = colour => colour.match(/[0-9.]+/g).map(Number);
    const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
        .reduce((sum, v, at) => sum + v * [.2126, .7152, .0722][at], 0);
    let behind = node;
    while (behind && (c => c.length === 4 && c[3] === 0)(parse(getComputedStyle(behind).backgroundColor))) behind = behind.parentElement;
    const pair = [light(parse(getComputedStyle(node).color)), light(parse(getComputedStyle(behind || document.body).backgroundColor))].sort();
    return (Math.max(...pair) + .05) / (Math.min(...pair) + .05);
}"""


@dataclass
class Visit:
    """A page that was opened, with everything it should never do."""

    page: Page
    base: str
    foreign: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Notes from now on every request to another host, every error of a script and every dialog."""
        self.page.on("request", self._asked)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("dialog", self._popped)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.foreign.append(request.url)

    def _popped(self, dialog: Dialog) -> None:
        self.faults.append(dialog.message)
        dialog.dismiss()

    def ask(self, question: str) -> Locator:
        """Types a question, sends it by Enter and returns the reply's element once it is there."""
        before = self.page.locator(".q-reply").count()
        self.page.fill("#q-box textarea", question)
        self.page.press("#q-box textarea", "Enter")
        reply = self.page.locator(".q-reply").nth(before)
        reply.wait_for(timeout=20_000)
        return reply

    def opened(self, turn: int) -> Locator:
        """The row of the reader that shows turn `turn` (0-based), once it is the highlighted one."""
        row = self.page.locator(f'.r-turn.r-on:has(.r-place[href*=".{turn}."])')
        row.wait_for(timeout=20_000)
        return row

    def settled(self) -> None:
        """Waits for some frames: a row that was opened is centred again until the heights above it are known."""
        self.page.evaluate("new Promise(done => { let left = 12; const step = () => left-- ? requestAnimationFrame(step) : done(); step(); })")

    def until(self, look: Callable[[], T], wanted: T) -> None:
        """Looks again and again until what is seen is `wanted`: the page may draw anew what has just been clicked, and machines are busy."""
        for _ in range(400):
            if look() == wanted:
                return
            self.page.wait_for_timeout(50)
        assert look() == wanted

    def mark(self) -> str:
        """The highlighted words."""
        return str(self.page.locator("#q-reader mark").evaluate("mark => mark.textContent"))

    def scrolls_sideways(self) -> bool:
        return bool(self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))

    def contrast(self, selector: str) -> float:
        """WCAG's contrast of the first such element, found and measured in one step: the page may draw its lists anew in between."""
        self.page.wait_for_selector(selector, state="attached")
        return float(self.page.evaluate(f"selector => ({_CONTRAST})(document.querySelector(selector))", selector))
