"""Who speaks in a library, when and where, and which words its texts hold: gathered once, so that a question is understood in no time."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from corpus.speakers import is_collective, match_key
from corpus.speakers import speaker as speaker_of
from corpus.transcript import Transcript
from corpus.wordlist import WORD, texts, wordlist
from rag.occasions import Programme
from rag.offices import Office, offices_of
from rag.slips import slips, written

_MOST_PARTS = 2000  # are kept at hand
Text = tuple[str, str]
"""A transcript's id, and its title or one of its turns headed by the label."""
_ENOUGH = 500  # texts tell who bears a title


class Wordbook:
    """The words of some transcripts, as they are written."""

    def __init__(self, small: Mapping[str, int], capital: Mapping[str, Sequence[Text]], spelt: Iterable[str], notes: tuple[str, ...]) -> None:
        """How often words of small letters stand in the texts, in which texts the others do, and the notes of the speakers."""
        self._small = small
        self._after: dict[str, Counter[str]] = {}
        self._capital = capital
        self._spelt = spelt
        self.notes = notes

    @classmethod
    def of(cls, transcripts: Sequence[Transcript]) -> Wordbook:
        """The words of these transcripts, read now."""
        held = list(texts(transcripts))
        found = wordlist(text for _, text in held)
        capital = {word: [held[number] for number in numbers] for word, numbers in found.capital.items()}
        notes = dict.fromkeys(turn.speaker.note for one in transcripts for turn in one.turns if turn.speaker.note)
        return cls(found.small, capital, found.spelt, tuple(notes))

    def small(self, word: str) -> int:
        """How often a word of small letters stands in the texts."""
        return min((self._small.get(part, 0) for part in WORD.findall(word)), default=0)

    def holds(self, name: str) -> bool:
        """True when the texts or the notes hold a name, whatever letters of it are capital."""
        return any(form in self._capital for form in (name, name.title(), name.upper())) or any(name in note for note in self.notes)

    @cached_property
    def forms(self) -> frozenset[str]:
        """Every word of the texts and the notes, casefolded; of one spelt out ("T_V_", "U.S.A.") its letters together."""
        noted = {word for note in self.notes for word in WORD.findall(note)}
        return frozenset(re.sub(r"[_.]", "", word).casefold() for word in {*self._small, *self._capital, *self._spelt, *noted})

    def texts(self, word: str) -> Sequence[tuple[str, str]]:
        """The texts in which a capitalised word stands, each with its transcript's id and headed by its label; titles are texts too."""
        parts = WORD.findall(word)
        return self._capital.get(parts[0], ()) if parts else ()

    def after(self, word: str) -> Mapping[str, int]:
        """The names right behind a capitalised word, "Halvard Moe" of "President Halvard Moe", with how often."""
        if word not in self._after:
            name = re.compile(rf"\b{re.escape(word)}\s+((?:[A-Z][\w'’-]+\s+)?[A-Z][\w'’-]+)")
            self._after[word] = Counter(found for _, text in self.texts(word)[:_ENOUGH] for found in name.findall(text))
        return self._after[word]


class Cast:
    """The speakers of some transcripts.

    `book` and `newest` are always those of the whole library, also in a part of it (`within`).
    """

    def __init__(self, transcripts: Sequence[Transcript], whole: Cast | None = None) -> None:
        """The speakers of `transcripts`, which are all or a part of those of `whole`."""
        self.transcripts = tuple(transcripts)
        self.whole = whole or self
        self._parts: dict[frozenset[str], Cast] = {}

    @cached_property
    def speakers(self) -> tuple[str, ...]:
        """The names under which something is said, those with most turns first."""
        turns = Counter[str]()
        for names in self._turns.values():
            turns.update(names)
        return tuple(name for name, _ in sorted(turns.items(), key=lambda item: (-item[1], item[0])))

    @cached_property
    def single(self) -> tuple[str, ...]:
        """The names that stand for one person or one holder of a role: not "Question"."""
        return tuple(name for name in self.speakers if not is_collective(speaker_of(name)))

    @cached_property
    def surnames(self) -> frozenset[str]:
        """The last words of the names of persons, casefolded."""
        keys = [match_key(name) for name in self.speakers if speaker_of(name).kind == "person"]
        return frozenset(key.split()[-1] for key in keys if key)

    @cached_property
    def labels(self) -> frozenset[str]:
        """The names of all persons that any turn stands under, also without a word said."""
        return frozenset(turn.speaker.name for held in self.transcripts for turn in held.turns if turn.speaker.kind == "person")

    @cached_property
    def book(self) -> Wordbook:
        """The words of the whole library."""
        return Wordbook.of(self.whole.transcripts) if self.whole is self else self.whole.book

    @cached_property
    def offices(self) -> tuple[Office, ...]:
        """Which offices the library gives to which speakers."""
        return offices_of(self) if self.whole is self else self.whole.offices

    @cached_property
    def programme(self) -> Programme:
        """The transcripts of the library by the words that name them."""
        return Programme(self.transcripts) if self.whole is self else self.whole.programme

    @cached_property
    def title_words(self) -> Mapping[str, frozenset[str]]:
        """The words of every title of the library and their beginnings of three letters and more ("Fed"), by transcript."""
        if self.whole is not self:
            return self.whole.title_words
        words = {held.id: WORD.findall(held.title.casefold()) for held in self.transcripts}
        return {id: frozenset(word[:end] for word in held for end in {len(word), *range(3, len(word))}) for id, held in words.items()}

    @cached_property
    def newest(self) -> datetime.date | None:
        """The date of the library's newest transcript: what "yesterday" is counted from."""
        return max((held.date for held in self.whole.transcripts if held.date), default=None)

    def spoken_in(self, names: Iterable[str]) -> tuple[Transcript, ...]:
        """The transcripts in which any of these names speaks."""
        at = {number for name in names for number in self._by_name.get(name, ())}
        return tuple(self.transcripts[number] for number in sorted(at))

    def near(self, name: str) -> tuple[str, ...]:
        """The single names that share a word, or all the letters, with `name`: no other can be meant by it."""
        words = match_key(name).split()
        found = {at for key in (*words, _letters(match_key(name))) for at in self._by_word.get(key, ())}
        return self.meant(name, [self.single[at] for at in sorted(found)])

    def meant(self, name: str, speakers: Iterable[str]) -> tuple[str, ...]:
        """Those of `speakers` that `name` can mean: no slip (`rag.slips`) but one that is written so."""
        return tuple(held for held in speakers if held not in self._slips or written(held) == written(name))

    def within(self, ids: Iterable[str]) -> Cast:
        """The speakers of a part of these transcripts."""
        chosen = frozenset(ids)
        part = self._parts.get(chosen)
        if part is None:
            part = Cast([held for held in self.transcripts if held.id in chosen], self.whole)
            if len(self._parts) < _MOST_PARTS:
                self._parts[chosen] = part
        return part

    @cached_property
    def _turns(self) -> Mapping[str, Counter[str]]:
        """How many turns each name has, by transcript."""
        if self.whole is not self:
            return {held.id: self.whole._turns[held.id] for held in self.transcripts}
        return {held.id: Counter(turn.speaker.name for turn in held.turns if turn.speaker.name and turn.text.strip()) for held in self.transcripts}

    @cached_property
    def _slips(self) -> frozenset[str]:
        return slips(self._turns) if self.whole is self else self.whole._slips

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[int]]:
        found: dict[str, list[int]] = {}
        for at, held in enumerate(self.transcripts):
            for name in self._turns[held.id]:
                found.setdefault(name, []).append(at)
        return found

    @cached_property
    def _by_word(self) -> Mapping[str, Sequence[int]]:
        found: dict[str, list[int]] = {}
        for at, name in enumerate(self.single):
            key = match_key(name)
            for word in {*key.split(), _letters(key)}:
                found.setdefault(word, []).append(at)
        return found


def _letters(key: str) -> str:
    return key.replace(" ", "").replace("-", "").replace("_", "")
