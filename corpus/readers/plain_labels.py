"""Which marks of a text are believed to be speakers. A wrong name is worse than none.

A mark is believed for its own form (a role, a title with a name, a code, a time beside it), because it recurs, because
the head of the file names that person, because it looks like the other labels of the file, or because nearly every
paragraph has one. Words that the text also uses in small letters speak against it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from corpus.dates import find_date
from corpus.readers import plain_words as vocabulary
from corpus.readers.plain_marks import LOOK, Mark, arrows, find_mark
from corpus.readers.plain_rows import Row, paragraphs
from corpus.readers.plain_stamps import above_labels, is_stamp, seconds_of, stamped, without_stray
from corpus.readers.plain_style import Style, label_style
from corpus.speakers import match_key, speaker

_ONLY_BESIDE_OTHERS = frozenset({"bare", "letter", "dotted"})
_EVIDENCE = 2_000_000  # characters of the text that are searched for words in small letters
_INNER_SHARE = 0.25
_DENSE = 0.8  # share of places where a turn may begin that have a mark: then marks are the rule of the file
_EXPLAINED = 0.6  # share of marks that are believed anyway: then the others stand on their own evidence
_HEAD_ROWS, _HEAD_CHARACTERS = 12, 500
_DOTTED_AFTER = frozenset('.?!…)]”"—')
_SENTENCE_ENDS = frozenset('.?!…。？！”"’)»›」』]')
_PARTICULAR = re.compile(r"[^\W\d_][^:：]{0,30}[:：]\s{0,4}\S.{0,120}$")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

_Key: TypeAlias = tuple[str, Style]
_NONE_GIVEN: Mapping[int, Mark] = {}


@dataclass(frozen=True, slots=True)
class Labelled:
    """The rows with the marks that are believed (None for the others); `by_line` when every line may begin a turn.

    `stamps` are the rows of times that belong to the label above them.
    """

    marks: list[Mark | None]
    by_line: bool
    stamps: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What speaks for labels: how often each may begin a turn, which have times or are set off, what the head says, which the format marks."""

    counts: Counter[_Key]
    timed: Counter[_Key]
    bold: Counter[_Key]
    dense: bool
    head: str
    small: frozenset[str]
    trusted: frozenset[str]


def believe(rows: Sequence[Row], given: Mapping[int, Mark] = _NONE_GIVEN) -> Labelled:
    """The believed marks of a text's rows, row by row.

    `given` are marks that the format itself has (bold names, cells of a table), by row: they are believed, and so is every other
    mark of the same name.
    """
    above, stamps = ({}, frozenset[int]()) if given else stamped(rows)
    found = [None if at in stamps else given.get(at) or find_mark(row.text) or arrows(row.text) for at, row in enumerate(rows)]
    marks = without_stray(rows, found)
    _drop_particulars(rows, marks)
    _drop_headings(rows, marks)
    head = _folded(" ".join(map(_words_of_head, rows[:_HEAD_ROWS], marks)))
    small = _in_small_letters(rows, {word for mark in marks if mark for word in _words(_key(mark))})
    places = [(row, mark) for row, mark in zip(rows, marks, strict=True) if mark or not is_stamp(row.text)]  # no turn begins with a time alone
    trusted = frozenset(mark.speaker.name for at, mark in given.items() if marks[at])
    firsts = _evidence([mark for row, mark in places if row.first], head, small, trusted)
    inner = Counter(_key(mark) for row, mark in places if mark and not row.first)
    anywhere = _believed(_evidence([mark for _, mark in places], head, small, trusted)) if inner else frozenset()
    inside = sum(inner[key] for key in anywhere)
    by_line = inside > _INNER_SHARE * (inside + sum(firsts.counts[key] for key in anywhere))
    believed = anywhere if by_line else _believed(firsts)

    def begins_turn(at: int, row: Row, mark: Mark) -> bool:
        # Inside a paragraph only what the file has established may begin a turn; "Mr. Pell." there only after the end of a sentence.
        if at in given:
            return True
        if mark.style == "dotted" and not row.first and at and rows[at - 1].text[-1] not in _DOTTED_AFTER:
            return False
        return _key(mark) in believed and (row.first or by_line or firsts.counts[_key(mark)] > 1)

    kept = [mark if mark and begins_turn(at, row, mark) else None for at, (row, mark) in enumerate(zip(rows, marks, strict=True))]
    timely = {} if above else above_labels(rows, kept)
    for at, label in timely.items():
        mark = kept[label]
        kept[label] = replace(mark, time=seconds_of(rows[at].text)) if mark and mark.time is None else mark
    return Labelled([above.get(at, mark) for at, mark in enumerate(kept)], by_line, stamps | timely.keys())


def _key(mark: Mark) -> _Key:
    return mark.speaker.name, mark.style


def _words_of_head(row: Row, mark: Mark | None) -> str:
    return row.text[mark.rest if mark else 0 :][:_HEAD_CHARACTERS]


def _evidence(starts: Sequence[Mark | None], head: str, small: frozenset[str], trusted: frozenset[str]) -> _Evidence:
    """The evidence of the rows that may begin a turn, each given by its mark or None."""
    marks = [mark for mark in starts if mark]
    before = next((at for at, mark in enumerate(starts) if mark), len(starts))
    return _Evidence(
        counts=Counter(map(_key, marks)),
        timed=Counter(_key(mark) for mark in marks if mark.time is not None),
        bold=Counter(_key(mark) for mark in marks if mark.bold),
        dense=len(marks) > 1 and len(marks) >= _DENSE * (len(starts) - before),
        head=head,
        small=small,
        trusted=trusted,
    )


def _drop_particulars(rows: Sequence[Row], marks: list[Mark | None]) -> None:
    """Unmarks "Interviewer: Jane Doe" beside "Date: …" in a list of particulars at the head of the file."""
    at = 0
    for block in paragraphs(rows[:_HEAD_ROWS]):
        places = [at + line for line, row in enumerate(block) if _PARTICULAR.match(row.text)]
        if any(marks[place] is None for place in places):
            for place in places:
                mark = marks[place]
                if mark and mark.style == "strong" and label_style(rows[place].text[mark.rest :].strip()) in {"name", "strong"}:
                    marks[place] = None
        at += len(block)


def _drop_headings(rows: Sequence[Row], marks: list[Mark | None]) -> None:
    """Unmarks single lines at the head of the file that are no sentence and whose label never returns ("Third Hearing: Welds")."""
    counts = Counter(_key(mark) for mark in marks if mark)
    lines = Counter(_key(mark) for row, mark in zip(rows, marks, strict=True) if mark and mark.bold and mark.rest >= len(row.text))
    ruled = sum(count > 1 for count in lines.values()) > 1  # "### Jane Doe" above her words is how the file marks them
    for at, (row, mark) in enumerate(zip(rows[:_HEAD_ROWS], marks, strict=False)):
        if mark and counts[_key(mark)] > 1 and mark.style != "phrase":
            break  # from here on people take turns, and who does so once is no heading
        if mark and ruled and mark.bold and mark.rest >= len(row.text):
            continue
        alone = row.first and (at + 1 == len(rows) or rows[at + 1].first)
        label_alone = mark is not None and (mark.time is not None or row.text[-1] in ":：") and not find_date(row.text[:LOOK])
        if mark and mark.style != "strong" and counts[_key(mark)] == 1 and alone and not label_alone and row.text[-1] not in _SENTENCE_ENDS:
            marks[at] = None


def _believed(evidence: _Evidence) -> frozenset[_Key]:
    """The labels that there is enough evidence for."""
    counts = evidence.counts
    sure = {key for key in counts if key[1] == "strong" or key[0] in evidence.trusted}
    doubtful = [key for key in counts if key not in sure and key[1] not in _ONLY_BESIDE_OTHERS]
    timed = evidence.timed if sum(evidence.timed.values()) > 1 else Counter[_Key]()
    sure |= {key for key in doubtful if timed[key] or _recurs(key, evidence) or _is_announced(key[0], evidence.head)}
    explained = sum(counts[key] for key in sure)
    if evidence.dense and explained < _EXPLAINED * sum(counts.values()):
        several = bool(sure) or sum(counts.values()) > 2
        sure |= {key for key in doubtful if (several or key[1] == "name") and (key[1] != "phrase" or counts[key] > 1)}
    sure |= _alike(doubtful, sure, evidence) | _set_off(doubtful, sure, evidence)
    sure |= {key for key in counts if key[1] == "bare" and (sure or counts[key] > 1)}
    if any(name == "Q" for name, _ in sure):
        sure |= {key for key in counts if key[1] == "letter" and counts[key] > 1}
    letters = [key for key in counts if key[1] == "letter"]
    if evidence.dense and not sure and sum(counts[key] > 1 for key in letters) > 1:  # "I:" and "B:", as interviews for research are typed
        sure |= set(letters)
    if any(name.casefold() in vocabulary.QUESTION_WORDS for name, _ in sure):
        sure |= {key for key in doubtful if key[0].casefold() in vocabulary.QUESTION_WORDS}
    return frozenset(sure | _dotted(counts, sum(counts[key] for key in sure)))


def _set_off(doubtful: Iterable[_Key], sure: set[_Key], evidence: _Evidence) -> set[_Key]:
    """Where most labels that are set off (`**Name:**`) are believed anyway, the others that are set off so."""
    known = sum(count for key, count in evidence.bold.items() if key in sure)
    if known < 2 or 2 * known < sum(evidence.bold.values()):
        return set()
    return {key for key in doubtful if evidence.bold[key] and key[1] != "phrase"}


def _dotted(counts: Counter[_Key], others: int) -> set[_Key]:
    """The "Mr. Pell." of a hearing, where such labels take turns and are more than twice the `others` that are believed; else nothing."""
    found = {key for key in counts if key[1] == "dotted"}
    times = [counts[key] for key in found]
    return found if len(found) > 1 and max(times) > 1 and sum(times) > max(2, 2 * others) else set()


def _recurs(key: _Key, evidence: _Evidence) -> bool:
    """Twice is enough for a name, thrice for a phrase; four times where the text uses all the words as ordinary ones."""
    if key[1] == "phrase":
        return evidence.counts[key] > 2
    return evidence.counts[key] > (3 if _is_ordinary(key, evidence.small) else 1)


def _is_ordinary(key: _Key, small: frozenset[str]) -> bool:
    """True when the text uses every word of the label in small letters too; scripts without case cannot tell."""
    return key[1] != "caseless" and _words(key) <= small


def _is_announced(name: str, head: str) -> bool:
    """True when the first lines of the file, labels apart, name the person in full."""
    folded = _folded(name)
    return " " in folded.strip() and folded in head


def _alike(doubtful: Iterable[_Key], sure: set[_Key], evidence: _Evidence) -> set[_Key]:
    """Labels that look like two of those believed (like one where marks are the rule), or are the surname of one of them."""
    enough = 1 if evidence.dense else 2
    styles = Counter(style for _, style in sure)
    # A title with a name is strong, but tells as well how the file writes names.
    titled = [name for name, style in sure if style == "strong" and speaker(name).kind == "person"]
    styles["name"] += sum(" " in name and not name.isupper() for name in titled)
    styles["caps"] += 2 * any(name.isupper() and len(name) > 1 for name, _ in sure)
    surnames = {match_key(name).rpartition(" ")[2] for name, _ in sure} - {""}
    alone = {match_key(name) for name, _ in sure}
    return {
        key
        for key in doubtful
        if (styles[key[1]] >= enough and key[1] != "phrase" and not _is_ordinary(key, evidence.small))
        or (key[1] in {"word", "caps"} and match_key(key[0]) in surnames)
        or ("," in key[0] and match_key(key[0]).rpartition(" ")[2] in alone)
    }


def _words(key: _Key) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(key[0]))


def _folded(text: str) -> str:
    words = _WORD.findall(text.casefold().replace("’", "'"))
    return " ".join(["", *(word.removesuffix("'s") for word in words), ""])


def _in_small_letters(rows: Sequence[Row], wanted: set[str]) -> frozenset[str]:
    """Those of the wanted words that the text holds in small letters, in its first two million characters."""
    found: set[str] = set()
    budget = _EVIDENCE
    for row in rows:
        found.update(wanted.intersection(_WORD.findall(row.text[:budget])))
        budget -= len(row.text)
        if budget <= 0 or len(found) == len(wanted):
            break
    return frozenset(found)
