"""The law of quotations: what is shown is what the file says, under whoever said it, and a file that says otherwise proves nothing.

Small random libraries, as native JSON and as plain text, are read back here by other means than the reader's: the
JSON by `json`, the plain text by the lines that were written into it.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rag.answer import Answer
from rag.ask import Engine
from tests.rag.made_record import Line, engine

QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PEOPLE = ("Ann Lee", "Bob Ray", "Bob Moe", "MS. LEE", "Question", "Q", "")
VOCABULARY = (
    *("harbour", "wall", "levy", "ferry", "pumps", "lock", "water", "crowns", "storm", "gate", "seven", "the", "a", "of", "will", "not", "is", "was", "pays"),
    *("🌊", "día", "naïve", "\u202e", "3.9", "Mr.", "“quoted”", "e.g.", "Tarn's"),
)
ENDS = (".", "!", "?", "…", ".”", "")

sentence = st.builds(
    lambda words, end: (" ".join(words) + end).capitalize(), st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=14), st.sampled_from(ENDS)
)
text = st.lists(sentence, min_size=1, max_size=6).map(" ".join)
lines = st.lists(st.tuples(st.sampled_from(PEOPLE), text | st.just("")), min_size=1, max_size=8)
questions = st.lists(st.sampled_from([*VOCABULARY, "What did", "Lee say about", "Bob", "Who"]), min_size=1, max_size=9).map(" ".join)


def write_native(path: Path, spoken: Sequence[Line]) -> None:
    path.write_text(json.dumps({"turns": [{"speaker": who, "text": said} for who, said in spoken]}, ensure_ascii=False), encoding="utf-8")


def write_plain(path: Path, spoken: Sequence[Line]) -> None:
    """A line a turn, each after its speaker's name."""
    path.write_text("".join(f"{who}: {said}\n\n" for who, said in spoken), encoding="utf-8")


def file_words(path: Path, turn: int) -> tuple[str, str]:
    """Who says what in a turn of a native file, without the reader."""
    held = json.loads(path.read_text(encoding="utf-8"))["turns"][turn]
    return held["speaker"], held["text"]


def shown(town: Engine, question: str) -> Answer:
    answer = town.ask(question)
    assert answer.status in ("answered", "refused")
    assert bool(answer.quotes) is (answer.status == "answered")
    assert all(quote.proof.verified for quote in answer.quotes)
    return answer


@QUICK
@given(files=st.lists(lines, min_size=1, max_size=3), asked=st.lists(questions, min_size=1, max_size=4))
def test_native_json_is_quoted_to_the_letter_under_its_speaker(files: list[list[Line]], asked: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for number, spoken in enumerate(files):
            write_native(Path(folder, f"{number}.json"), spoken)
        town = engine(Path(folder))
        for question in asked:
            for quote in shown(town, question).quotes:
                label, said = file_words(Path(folder, f"{quote.place.transcript}.json"), quote.place.turn)
                assert quote.text == said[quote.place.span.start : quote.place.span.end]
                assert quote.text.strip()
                assert quote.speaker.label == label


@QUICK
@given(
    spoken=st.lists(st.tuples(st.sampled_from(("Ann Lee", "Bob Ray", "Eve Moe")), text), min_size=6, max_size=9),
    asked=st.lists(questions, min_size=1, max_size=4),
)
def test_plain_text_is_quoted_from_a_line_that_its_speaker_owns(spoken: list[Line], asked: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_plain(Path(folder, "talk.txt"), [("Ann Lee", "To begin."), ("Bob Ray", "Yes."), ("Eve Moe", "Yes."), *spoken])
        town = engine(Path(folder))
        written = Path(folder, "talk.txt").read_text(encoding="utf-8").split("\n")
        for question in asked:
            for quote in shown(town, question).quotes:
                where = town.transcript("talk").turns[quote.place.turn].lines
                assert where is not None
                owned = [line for line in written[where[0] - 1 : where[1]] if quote.speaker.name and line.startswith(f"{quote.speaker.name}: ")]
                assert quote.text in " ".join(owned)


@QUICK
@given(spoken=lines, asked=questions, data=st.data())
def test_one_changed_character_proves_nothing(spoken: list[Line], asked: str, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "talk.json")
        write_native(path, [*spoken, ("Ann Lee", "The harbour wall will be paid for by the levy on the water.")])
        town = engine(Path(folder))
        for question in (asked, "Who pays for the harbour wall and the levy on the water?"):
            before = town.ask(question)
            original = path.read_bytes()
            at = data.draw(st.integers(0, len(original) - 1))
            path.write_bytes(original[:at] + bytes([original[at] ^ 1]) + original[at + 1 :])
            after = town.ask(question)
            path.write_bytes(original)
            assert after.status == ("failed" if before.quotes else "refused")
            assert not any(quote.proof.verified for quote in after.quotes)
            assert [quote.text for quote in after.quotes] == [quote.text for quote in before.quotes]
            assert all(quote.text not in after.text for quote in after.quotes)
            assert town.ask(question) == before


@QUICK
@given(spoken=lines, name=st.sampled_from(["Lee", "Bob Ray", "Bob Moe", "Bob", "Ann Lee", "Zoe Kim"]), words=questions)
def test_said_by_one_is_never_another(spoken: list[Line], name: str, words: str) -> None:
    owners = {
        "Lee": {"Ann Lee", "MS. LEE"},
        "Ann Lee": {"Ann Lee", "MS. LEE"},
        "Bob Ray": {"Bob Ray"},
        "Bob Moe": {"Bob Moe"},
        "Bob": {"Bob Ray", "Bob Moe"},
        "Zoe Kim": set(),
    }
    with tempfile.TemporaryDirectory() as folder:
        write_native(Path(folder, "talk.json"), [*spoken, ("Ann Lee", "The harbour wall is wet."), ("Bob Ray", "The harbour wall is dry.")])
        answer = engine(Path(folder)).ask(f"What did {name} say about the harbour wall, {words}?")
        assert {quote.speaker.name for quote in answer.quotes} <= owners[name]
        if name == "Bob":
            speakers = {quote.speaker.name for quote in answer.quotes}
            assert len(speakers) < 2 or answer.status == "refused"
