"""Question files drafted from a library: what was asked in it, with the reply it got as gold, and questions it cannot answer.

Both kinds are silver: nobody has read them. A reply is gold because it followed, not because it answers; an unanswerable
question is one that was asked elsewhere. Three things follow. The question's own words stand beside its gold and find it,
so its turn is emptied before anything is indexed (`rag.evals.struck`), else every question hits. Choosing by absent words favours ranking
by words a little. And an unanswerable question is so in its own transcript only: judge these with the scope "transcript".
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus.errors import QuestionFileError, SettingError
from corpus.transcript import Transcript
from rag.evals.exchanges import Exchange, exchanges
from rag.evals.transplants import transplants


def draft(transcripts: Sequence[Transcript], count: int, seed: int, unanswerable: float) -> list[dict[str, Any]]:
    """At most `count` questions as a question file holds them, the share `unanswerable` (0 to 1) of them transplants.

    Spread evenly over the transcripts; the same library and seed give the same questions. There are fewer where the
    library has no more exchanges or no certain transplants. SettingError for a count below 1 or a share outside 0 to 1.
    """
    if count < 1 or not 0 <= unanswerable <= 1:
        raise SettingError(f"{count} questions of which {unanswerable:g} unanswerable cannot be drafted; give a count of 1 or more and a share from 0 to 1")
    rng = random.Random(seed)
    ordered = sorted(transcripts, key=lambda transcript: transcript.id)
    found = _unlike([exchange for transcript in ordered for exchange in exchanges(transcript)])
    wrong = round(count * unanswerable)
    right = _spread(found, count - wrong, rng)
    moved = transplants(ordered, found, frozenset(right), wrong, rng) if wrong else []
    return [_answerable(exchange) for exchange in right] + [_transplant(exchange, id) for exchange, id in moved]


def write(path: Path, questions: Sequence[Mapping[str, Any]]) -> None:
    """Write a new question file; QuestionFileError when there is one of that name already, or nothing can be written there."""
    # Lone surrogates cannot be written as UTF-8; JSON has an escape for them.
    text = "".join(json.dumps(question, ensure_ascii=False) + "\n" for question in questions).encode("utf-8", "backslashreplace")
    try:
        with path.open("xb") as file:
            file.write(text)
    except FileExistsError as error:
        raise QuestionFileError(f"{path} is there already and is not overwritten; name another file") from error
    except OSError as error:
        raise QuestionFileError(f"{path} cannot be written: {error.strerror}; name another file") from error


def _unlike(found: Sequence[Exchange]) -> list[Exchange]:
    """The exchanges of a wording that occurs once: of a question that was asked twice it is not known which reply is meant."""
    times = Counter(exchange.question.casefold() for exchange in found)
    return [exchange for exchange in found if times[exchange.question.casefold()] == 1]


def _spread(found: Sequence[Exchange], count: int, rng: random.Random) -> list[Exchange]:
    """At most `count` exchanges, as many of each transcript as of any other while it has some; in reading order."""
    held: dict[str, list[Exchange]] = {}
    for exchange in rng.sample(found, len(found)):
        held.setdefault(exchange.transcript, []).append(exchange)
    rounds = [(at, exchange) for own in held.values() for at, exchange in enumerate(own)]
    chosen = [exchange for _, exchange in sorted(rounds, key=lambda pair: pair[0])][:count]
    return sorted(chosen, key=lambda exchange: (exchange.transcript, exchange.turn))


def _answerable(exchange: Exchange) -> dict[str, Any]:
    return {
        "id": f"{exchange.transcript}#{exchange.turn}",
        "question": exchange.question,
        "answerable": True,
        "transcript": exchange.transcript,
        "gold_turns": list(exchange.reply),
        "exclude_turns": [exchange.turn],
        "tags": {"kind": "silver", "made": "exchange"},
    }


def _transplant(exchange: Exchange, target: str) -> dict[str, Any]:
    return {
        "id": f"{exchange.transcript}#{exchange.turn} in {target}",
        "question": exchange.question,
        "answerable": False,
        "transcript": target,
        "tags": {"kind": "unanswerable", "made": "transplant"},
    }
