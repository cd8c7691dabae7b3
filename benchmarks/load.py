"""Many people asking at once: `python -m benchmarks.load [PEOPLE] [SECONDS] [CROWD]` (10, 120, 100). Prints one line for each measure.

A server of its own over the samples with the default encoder. People ask through the page's own route (Gradio's queue and its
stream of events), each as soon as the last answer came, a new conversation after every fifth question; then a crowd asks all at
once; then one person again; then programs through the API.
"""

from __future__ import annotations

import itertools
import json
import os
import secrets
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final

import httpx

from benchmarks.web import QUESTIONS, serving

TOKEN: Final = secrets.token_urlsafe(24)
TURNS: Final = 5
"""Questions of one conversation."""
LONGEST: Final = 120.0
"""Seconds after which an answer counts as lost."""


class Asker:
    """One open page, without its browser."""

    def __init__(self, address: str, submit: int) -> None:
        """At `address`, where event number `submit` is the question box's."""
        self._address, self._submit = address, submit
        self._http = httpx.Client(timeout=LONGEST)
        self._session, self._asked = "", 0

    def ask(self, question: str) -> str:
        """Asks, and returns "answered", "busy" or what went wrong, once that is there."""
        if self._asked % TURNS == 0:
            self._session = secrets.token_hex(6)
        self._asked += 1
        data = [question, None, {"id": ""}, {"limits": []}]
        join = self._http.post(f"{self._address}gradio_api/queue/join", json={"data": data, "fn_index": self._submit, "session_hash": self._session})
        if join.status_code != 200:
            return f"refused {join.status_code}"
        outcome = self._outcome(join.json()["event_id"])
        if outcome != "answered":
            self._asked = 0
        return outcome

    def _outcome(self, event: str) -> str:
        busy = False
        with self._http.stream("GET", f"{self._address}gradio_api/queue/data", params={"session_hash": self._session}) as stream:
            for line in stream.iter_lines():
                if not line.startswith("data:") or f'"{event}"' not in line:
                    continue
                busy = busy or "q-trouble" in line
                told = json.loads(line[5:])
                if told["msg"] == "process_completed":
                    return "error" if not told["success"] else "busy" if busy else "answered"
        return "lost"


def asked(ask: Callable[[str], str], question: str, times: list[float], outcomes: Counter[str]) -> None:
    """Asks once and notes how that went."""
    began = time.monotonic()
    try:
        outcome = ask(question)
    except (httpx.HTTPError, ValueError, KeyError) as error:
        outcome = type(error).__name__
    if outcome == "answered":
        times.append(time.monotonic() - began)
    outcomes[outcome] += 1


def at_once(people: int, ask: Callable[[], Callable[[str], str]], seconds: float) -> tuple[list[float], Counter[str]]:
    """So many people, each asking for so many seconds; once each for 0."""
    times: list[float] = []
    outcomes: Counter[str] = Counter()
    until = time.monotonic() + seconds

    def person(number: int) -> None:
        mine = ask()
        for at in itertools.count(number):
            asked(mine, QUESTIONS[at % len(QUESTIONS)], times, outcomes)
            if time.monotonic() >= until:
                return

    threads = [threading.Thread(target=person, args=(number,)) for number in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, outcomes


def told(what: str, times: list[float], outcomes: Counter[str]) -> None:
    """Prints one line."""
    ordered = sorted(times) or [0.0]
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    others = {name: number for name, number in outcomes.items() if name != "answered"}
    print(
        f"{what}: {len(times)} answers, p50 {statistics.median(ordered):.3f} s, p95 {p95:.3f} s, longest {ordered[-1]:.3f} s; otherwise {others or 'none'}",
        flush=True,
    )


def api_caller(address: str) -> Callable[[str], str]:
    """A program that asks through the API."""
    http = httpx.Client(timeout=LONGEST, headers={"authorization": f"Bearer {TOKEN}"})

    def ask(question: str) -> str:
        said = http.post(f"{address}api/ask", json={"question": question})
        if said.status_code == 429:
            time.sleep(float(said.headers["retry-after"]))
            return "busy"
        return "answered" if said.status_code == 200 and said.json()["quotes"] else f"refused {said.status_code}"

    return ask


def main(people: int, seconds: float, crowd: int) -> None:
    """Prints the measures."""
    os.environ["QUOTH_API_TOKEN"] = TOKEN
    with tempfile.TemporaryDirectory() as cache, serving("ui.cli", "chat", "--port", "0", "--api", "--json", cache=Path(cache)) as (address, _):
        config = httpx.get(f"{address}config", timeout=LONGEST).json()
        box = next(part["id"] for part in config["components"] if part["props"].get("elem_id") == "q-box")
        submit = next(event["id"] for event in config["dependencies"] if [box, "submit"] in event["targets"])

        def page() -> Callable[[str], str]:
            return Asker(address, submit).ask

        told("one person", *at_once(1, page, 5))
        told(f"{people} people for {seconds:.0f} s", *at_once(people, page, seconds))
        told(f"{crowd} people at once, one question each", *at_once(crowd, page, 0))
        told("one person after them", *at_once(1, page, 5))
        told(f"{people} programs through the API for {seconds / 6:.0f} s", *at_once(people, lambda: api_caller(address), seconds / 6))


if __name__ == "__main__":
    given = sys.argv[1:]
    main(int(given[0]) if given else 10, float(given[1]) if len(given) > 1 else 120.0, int(given[2]) if len(given) > 2 else 100)
