"""A small record and an engine over it, for the tests of the web app: made of the real values, without an index."""

from __future__ import annotations

import datetime
import hashlib
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from corpus.errors import ScopeError
from corpus.passages import is_question
from corpus.transcript import Place, Span, Speaker, Transcript, Turn, cut
from rag import lead
from rag.answer import Answer, Hit
from rag.quote import Proof, Quote
from rag.scope import Part, Scope, in_effect, together
from rag.steps import Asking, Proving, Reading, Searching, Step, result

HOSTILE = (
    "<script>window.pwned='script'</script>",
    "<img src=x onerror=\"window.pwned='img'\"> <svg onload=\"window.pwned='svg'\">",
    "${window.pwned='template'} `${1+1}` {{value}} {{#each value}}x{{/each}}",
    "</div></section></template><style>body{display:none}</style>",
    "[click](javascript:window.pwned='md') ![x](http://127.0.0.1:9/leak.png?q=secret) <http://127.0.0.1:9/auto>",
    "```mermaid\ngraph TD; A[\"<img src=x onerror=window.pwned='mermaid'>\"]-->B\n```",
    "$$\\href{javascript:window.pwned='katex'}{x}$$ | a | b |\n|---|---|\n# heading\n- item\n1. one",
    "\" onmouseover=\"window.pwned='attr'\" x=\"' autofocus onfocus='window.pwned=1'",
    "paid \u202e000,1\u202c crowns to a\u200bb \x00 and \u2066x\u2069 \U000e0041",
    "www.example.com http://example.com mailto:a@example.com &lt;b&gt; &#60;i&#62;",
)


def person(name: str, **more: object) -> Speaker:
    return Speaker(label=name, name=name, kind="person", **more)  # type: ignore[arg-type]


def transcript(id: str, title: str, date: datetime.date | None, lines: Sequence[tuple[Speaker, str]], times: bool = False) -> Transcript:
    turns = tuple(Turn(index=at, speaker=speaker, text=text, time=(at * 12.5, None) if times else None) for at, (speaker, text) in enumerate(lines))
    sha = hashlib.sha256(repr(lines).encode("utf-8", "backslashreplace")).hexdigest()
    return Transcript(id=id, title=title, date=date, sha256=sha, reader="native/1", turns=turns, file=f"{id}.json")


def press() -> Transcript:
    minister, question = person("Ada Brook", inferred=True), Speaker("Question (translated)", "Question", "role", "(translated)")
    labelled = person("Ada Brook")
    lines = [
        (minister, "Good morning. 🌊 The harbour wall cost forty million crowns.\nIt was built in nine months."),
        (question, "Who paid for the harbour wall?"),
        (labelled, "The city paid for the harbour wall, and I would do it again. Nobody asked the farmers."),
        (Speaker("", "", "unknown"), ""),
        (person("نورا حداد"), "أعتقد أن الميزانية جديدة. The budget is new."),
    ]
    return transcript("press/2021.01.26 wall", "Remarks by Ada Brook on the harbour wall", datetime.date(2021, 1, 26), lines)


def hostile() -> Transcript:
    lines = [(person(f"Mallory {text[:60]}"), f"{text} marker {at}") for at, text in enumerate(HOSTILE)]
    return transcript("evil/<b>#turn=x.1&?%41 \"'", f"Evil {HOSTILE[1]} {HOSTILE[2]} {HOSTILE[8]}", None, lines)


LONG_NAME = "Her Excellency the Permanent Representative " + "Wolfeschlegelsteinhausenbergerdorff" * 4
LONG_WORD = "pneumono" + "ultramicroscopicsilicovolcano" * 12


def extremes() -> tuple[Transcript, ...]:
    """Transcripts at the ends of what there is: one turn; nobody named, no date, no time; names, titles, words without end; right to left."""
    nobody = Speaker("", "", "unknown")
    wide = [(person(LONG_NAME), f"A beacon {LONG_WORD} and more."), (person("B"), LONG_WORD)]
    arabic = [(person("نورا حداد"), "المنارة beacon أضيئت في الساعة 7:30."), (person("Ada"), "Yes.")]
    return (
        transcript("one", "One sentence", datetime.date(2020, 1, 1), [(person("Ada Brook"), "The beacon was lit.")]),
        transcript("bare", "bare", None, [(nobody, f"Somebody spoke of the {'beacon' if at < 3 else 'weather'}, {at}.") for at in range(40)]),
        transcript("wide/" + "very-long-folder-" * 8 + "file", "A title " + LONG_WORD, None, wide),
        transcript("rtl", "جلسة استماع حول المنارة", datetime.date(2021, 5, 4), arabic),
    )


def long(turns: int = 5000) -> Transcript:
    people = [person("Clerk Vale"), person("Bram de Vries"), person("Chen Li")]
    said = "On item {0} the committee heard that the cost rose by {1} per cent and that nobody had been told of it before spring. "
    lines = [(people[at % 3], said.format(at, at % 9) * (1 + at % 4)) for at in range(turns)]
    return transcript("long", "A very long sitting", datetime.date(2020, 2, 3), lines, times=True)


class FakeEngine:
    """Answers with each sentence that holds the longest word of the question; refuses when none does.

    A speaker's full name and "since YEAR" in a question limit it. A question that ends in "slowly?" takes PAUSE seconds before each step;
    the first time that one is asked which ends in "for ever?" it goes no further than one proved quotation, in "never?" not so far.
    """

    PAUSE = 0.6
    FOR_EVER = 60.0

    generation = "fake"

    def __init__(self, *transcripts: Transcript, verified: bool = True, recordings: Mapping[str, Path] | None = None) -> None:
        self.transcripts = transcripts
        self.recordings = dict(recordings or {})
        self.verified = verified
        self.asked: list[tuple[str, Scope, tuple[tuple[str, str], ...]]] = []
        self.without: list[tuple[str, ...]] = []
        self.proved: list[str] = []
        self.speakers = tuple(dict.fromkeys(turn.speaker.name for t in transcripts for turn in t.turns if turn.speaker.name))

    @property
    def askers(self) -> frozenset[str]:
        return frozenset(turn.speaker.name for t in self.transcripts for turn in t.turns if is_question(turn))

    def transcript(self, id: str) -> Transcript:
        for found in self.transcripts:
            if found.id == id:
                return found
        raise ScopeError(f"there is no transcript {id!r} in the library")

    def quote(self, place: Place) -> Quote:
        found = self.transcript(place.transcript)
        proof = Proof(self.verified, "0" * 64, "" if self.verified else "the file has changed since it was indexed")
        return Quote(place, cut(found, place), found.turns[place.turn].speaker, proof)

    def recording(self, id: str) -> Path | None:
        file = self.recordings.get(self.transcript(id).id)
        return file if file and file.is_file() else None

    def refresh(self) -> bool:
        return False

    def ask(
        self,
        question: str,
        scope: Scope = Scope(),  # noqa: B008
        history: Sequence[tuple[str, str]] = (),
        *,
        without: Sequence[str] = (),
    ) -> Answer:
        return result(self.asking(question, scope, history, without=without))

    def asking(
        self,
        question: str,
        scope: Scope = Scope(),  # noqa: B008
        history: Sequence[tuple[str, str]] = (),
        *,
        without: Sequence[str] = (),
    ) -> Asking:
        self.asked.append((question, scope, tuple(history)))
        self.without.append(tuple(without))
        if question == "crash":
            raise RuntimeError("a bug")
        for id in scope.transcripts:
            self.transcript(id)
        parts = in_effect([part for part in _parts(question, self.speakers) if part.key not in without], scope)
        scope = scope.narrowed(together(parts))
        understood = f"{question} (after {history[-1][0]})" if history else question
        pause = self.PAUSE if question.endswith("slowly?") else 0.0
        held = self.asked.count(self.asked[-1]) == 1
        yield Searching(understood, scope, parts)
        if held and question.endswith("never?"):
            yield from self._holding(Searching(understood, scope, parts))
        time.sleep(pause)
        yield Reading(0, sum(len(t.turns) for t in self.transcripts))
        word = max(re.findall(r"\w+", re.sub(r"(slowly|for ever|never)\?$", "", question)) or [""], key=len)
        places = [place for t in self.transcripts for place in _sentences(t, word, scope)][:12]
        proof = Proof(self.verified, "0" * 64, "" if self.verified else "the file has changed since it was indexed")
        quotes = tuple(
            Quote(place, place.span.cut(t.turns[place.turn].text), t.turns[place.turn].speaker, proof)
            for place in places
            for t in (self.transcript(place.transcript),)
        )
        for done in range(len(quotes)):
            time.sleep(pause)
            self.proved.append(quotes[done].text)
            yield Proving(quotes[:done], len(quotes))
            if done and held and question.endswith("for ever?"):
                yield from self._holding(Proving(quotes[:done], len(quotes)))
        hits = tuple(Hit(Place(t.id, 0), (Place(t.id, 0),), 0.1) for t in self.transcripts if t.turns)
        status = "refused" if not quotes else "answered" if self.verified else "failed"
        text = (lead.answered(quotes, self.transcript) if self.verified else lead.failed(quotes)) if quotes else lead.NOT_IN_THE_RECORD
        return Answer(question, understood, scope, status, text, quotes, hits, 0.5, "fake", parts)  # type: ignore[arg-type]

    def _holding(self, step: Step) -> Iterator[Step]:
        """The same step again and again, until whoever asks goes on no further."""
        for _ in range(int(self.FOR_EVER * 20)):
            time.sleep(0.05)
            yield step


def _parts(question: str, speakers: Sequence[str]) -> list[Part]:
    named = [name for name in speakers if " " in name and name in question]
    parts = [Part("speaker", name, name, (question.index(name), question.index(name) + len(name)), Scope(speakers=(name,))) for name in named]
    since = re.search(r"since (\d{4})", question)
    if since:
        date = datetime.date(int(since[1]), 1, 1)
        parts.append(Part("since", f"since 1 January {since[1]}", since.group(), since.span(), Scope(since=date)))
    return parts


def _sentences(transcript: Transcript, word: str, scope: Scope) -> list[Place]:
    return [
        Place(transcript.id, turn.index, Span(found.start(), found.end()))
        for turn in transcript.turns
        if (not scope.speakers or turn.speaker.name in scope.speakers) and (not scope.transcripts or transcript.id in scope.transcripts)
        if not scope.since or (transcript.date and transcript.date >= scope.since)
        for found in re.finditer(r"[^.\s][^.]*\.?", turn.text)
        if word and word.lower() in found.group().lower()
    ]
