"""Many people asking at once: `python -m benchmarks.load ADDRESS TOKEN [PEOPLE] [SECONDS]`, against `quoth chat --api`.

Each asks as soon as the last answer came. Prints answers, p50, p95, refusals as busy (429) and errors.
"""

from __future__ import annotations

import json
import statistics
import sys
import threading
import time
import urllib.error
import urllib.request

QUESTIONS = ("Who spoke about the levy?", "Who knew about the cracked welds?", "How high was the surge?", "What did Solheim say about bridges?")


def person(address: str, token: str, until: float, number: int, times: list[float], codes: list[int]) -> None:
    """One person's questions until the end."""
    while time.monotonic() < until:
        body = json.dumps({"question": QUESTIONS[(number + len(times)) % len(QUESTIONS)]}).encode()
        request = urllib.request.Request(f"{address}api/ask", body, {"authorization": f"Bearer {token}", "content-type": "application/json"})
        began = time.monotonic()
        try:
            with urllib.request.urlopen(request, timeout=60) as said:
                json.load(said)
                times.append(time.monotonic() - began)
                codes.append(200)
        except urllib.error.HTTPError as error:
            codes.append(error.code)
            time.sleep(float(error.headers.get("retry-after", 1)))
        except OSError:
            codes.append(0)


def main(address: str, token: str, people: int, seconds: float) -> None:
    """Prints one line."""
    times: list[float] = []
    codes: list[int] = []
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=person, args=(address, token, until, number, times, codes)) for number in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ordered = sorted(times) or [0.0]
    busy, wrong = codes.count(429), sum(code not in (200, 429) for code in codes)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    print(f"{people} people, {seconds:.0f} s: {len(times)} answers, p50 {statistics.median(ordered):.3f} s, p95 {p95:.3f} s, busy {busy}, errors {wrong}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 10, float(sys.argv[4]) if len(sys.argv) > 4 else 120.0)
