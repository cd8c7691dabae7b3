"""Labels that are slips of whoever typed a transcript: "S. PSAKI" and "MR. PSAKI", once each among thousands of "MS. PSAKI".

Large records are full of them, and each would make the name of the person who speaks most ambiguous. A slip is told by all of these:
it stands over a few turns where the other label stands over fifty times as many, the other speaks wherever it does, and they differ in
the title alone ("MR." for "MS.") or in one letter of it. A namesake with a name of their own ("Daniel Okafor") is none, and neither is one who speaks
where the other does not. The turns keep their label, and a slip that is asked for letter by letter is found.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Final

from corpus.speakers import match_key
from corpus.speakers import speaker as speaker_of
from rag.names import distance

MOST_TURNS: Final = 5
TIMES_AS_MANY: Final = 50


def slips(turns: Mapping[str, Counter[str]]) -> frozenset[str]:
    """The names, among those that have `turns` (by transcript), that are slips for another one."""
    total = Counter[str]()
    where: dict[str, set[str]] = defaultdict(set)
    for transcript, names in turns.items():
        total.update(names)
        for name in names:
            where[name].add(transcript)
    by_surname: dict[str, list[str]] = defaultdict(list)
    for name in total:
        if speaker_of(name).kind == "person":
            by_surname[match_key(name).rpartition(" ")[2]].append(name)
    return frozenset(
        name
        for names in by_surname.values()
        for name in names
        if total[name] <= MOST_TURNS
        and any(total[other] >= TIMES_AS_MANY * total[name] and where[name] <= where[other] and _is_slip_for(name, other) for other in names)
    )


def written(name: str) -> tuple[str, ...]:
    """The words of a name or label as they are written but for capitals and full stops: "MS. PSAKI" and "Ms Psaki" give the same."""
    return tuple(name.casefold().replace(".", " ").split())


def _is_slip_for(name: str, other: str) -> bool:
    one, two = written(name), written(other)
    if len(one) != len(two) or one[-1] != two[-1]:
        return False
    differing = [(own, right) for own, right in zip(one, two, strict=True) if own != right]
    if len(differing) != 1:
        return False
    ((own, right),) = differing
    is_title = right not in match_key(other).split()
    return is_title and (match_key(name) == match_key(other) or distance(own, right) <= 1)
