"""The arms of a sweep: a TOML file of settings, every combination of its lists, checked as a whole on load.

    [base]                       # what all arms share; may be left out
    neighbours = 2
    [grid]                       # every combination, in the order of the file
    "dense.window" = [1.0, 2.0]
    "writer.margin" = [0.2, 0.25]

Settings: encoder; passages.window_words; dense.KIND and lexical.KIND (the weight of a ranking, 0 for none), neighbours
and neighbour_words, each of which has the rankings fused by ranks instead of by the learned trees; drop and hit_words
(`rag.retrieve.Weights`); writer.NAME (`rag.writers.extractive.Settings`).
"""

from __future__ import annotations

import dataclasses
import difflib
import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, Final

from corpus.errors import SettingError
from corpus.passages import KINDS, WINDOW_WORDS
from embeddings.snapshot import LEXICAL_KINDS
from rag.retrieve import DEFAULT, Weights
from rag.writers.extractive import Settings

MOST_ARMS = 200
Value = str | int | float
_MOST: Final = 1_000_000
_MAY_BE_ZERO = ("neighbours", "neighbour_words")
_BY_RANKS = ("dense.", "lexical.", "neighbour")
_AT_HAND: Final = ""
_KNOWN: Final[Mapping[str, Value]] = {
    "encoder": _AT_HAND,
    "passages.window_words": WINDOW_WORDS,
    **{f"dense.{kind}": float(DEFAULT.dense.get(kind, 0.0)) for kind in KINDS},
    **{f"lexical.{kind}": float(DEFAULT.lexical.get(kind, 0.0)) for kind in LEXICAL_KINDS},
    "neighbours": DEFAULT.neighbours,
    "neighbour_words": DEFAULT.neighbour_words,
    "drop": DEFAULT.drop,
    "hit_words": DEFAULT.hit_words,
    **{f"writer.{name}": value for name, value in dataclasses.asdict(Settings()).items()},
}
"""Every setting with the value it has where a sweep does not set it; "" is the encoder at hand."""


@dataclass(frozen=True, slots=True)
class Arm:
    """One combination of settings, and what an engine is built from for it.

    `name` tells the arms of a sweep apart: the settings in which they differ. `settings` are those that the file sets.
    `encoder` is "" for the one at hand.
    """

    name: str
    settings: Mapping[str, Value]
    encoder: str
    window_words: int
    weights: Weights
    writer: Settings


def parse_sweep(path: Path) -> tuple[Arm, ...]:
    """The arms of the sweep file at `path`, the last list running fastest; the first arm is what the others are held against.

    SettingError names every problem of the file together: unknown names with the nearest known one, values that cannot
    be, lists that are none, more than `MOST_ARMS` arms.
    """
    held = _read(path)
    base, grid = (dict(_flat(held.get(table, {}))) for table in ("base", "grid"))
    problems = list(_problems(held, base, grid))
    lists = {name: values for name, values in grid.items() if isinstance(values, list)}
    if (count := math.prod(map(len, lists.values()))) > MOST_ARMS:
        problems.append(f"{count} combinations are more than {MOST_ARMS}: shorten the lists")
    if not problems:
        arms = tuple(_arm(base, lists, values) for values in product(*lists.values()))
        problems = [f"{arm.name}: every ranking has the weight 0" for arm in arms if not (arm.weights.dense or arm.weights.lexical)][:1]
    if problems:
        raise SettingError(f"{path}: {len(problems)} {'problem' if len(problems) == 1 else 'problems'}: {'; '.join(problems)}")
    return arms


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SettingError(f"{path}: the sweep file cannot be read ({error.strerror}); name a TOML file") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingError(f"{path}: the sweep file is not TOML ({error})") from error


def _flat(held: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Dotted names and values: "dense.window" may be written with quotes, or without them as TOML's own table."""
    if isinstance(held, dict):
        for name, value in held.items():
            if isinstance(value, dict):
                yield from _flat(value, f"{before}{name}.")
            else:
                yield f"{before}{name}", value


def _problems(held: Mapping[str, Any], base: Mapping[str, Any], grid: Mapping[str, Any]) -> Iterator[str]:
    for table in held:
        if table not in ("base", "grid"):
            yield f"{table!r} belongs under [base] or [grid]"
        elif not isinstance(held[table], dict):
            yield f"{table!r} must be a table: [{table}]"
    if not grid:
        yield "there is nothing to try: write lists of values under [grid]"
    for name in dict.fromkeys([*base, *grid]):
        if name not in _KNOWN:
            yield f"there is no setting {name!r}, did you mean {difflib.get_close_matches(name, _KNOWN, n=1, cutoff=0)[0]!r}?"
        elif name in base and name in grid:
            yield f"{name!r} stands under [base] and under [grid]"
        else:
            yield from _bad_values(name, [base[name]] if name in base else grid[name])


def _bad_values(name: str, values: Any) -> Iterator[str]:
    if not isinstance(values, list) or not values:
        yield f"{name!r} under [grid] must be a list of values"
        return
    for value in values:
        if not _is_possible(name, value):
            yield f"{name} = {value!r} must be {_wanted(name)}"
    possible = [value for value in values if _is_possible(name, value)]
    if len(set(possible)) < len(possible):
        yield f"{name!r} lists a value twice"


def _is_possible(name: str, value: Any) -> bool:
    default = _KNOWN[name]
    if isinstance(default, str):
        return isinstance(value, str) and bool(value.strip())
    if isinstance(value, bool) or not isinstance(value, int if isinstance(default, int) else int | float):
        return False
    return _least(name) <= value <= _MOST


def _wanted(name: str) -> str:
    default = _KNOWN[name]
    if isinstance(default, str):
        return "a name"
    return f"a {'' if isinstance(default, float) else 'whole '}number from {_least(name)} to {_MOST}"


def _least(name: str) -> int:
    return 1 if isinstance(_KNOWN[name], int) and name not in _MAY_BE_ZERO else 0


def _arm(base: Mapping[str, Any], lists: Mapping[str, list[Any]], values: tuple[Any, ...]) -> Arm:
    varied = dict(zip(lists, values, strict=True))
    told = ", ".join(f"{name}={value}" for name, value in varied.items() if len(lists[name]) > 1)
    held: dict[str, Any] = {**_KNOWN, **base, **varied}
    return Arm(
        name=told or "the one combination",
        settings={**base, **varied},
        encoder=held["encoder"],
        window_words=held["passages.window_words"],
        weights=Weights(
            dense={kind: float(held[f"dense.{kind}"]) for kind in KINDS if held[f"dense.{kind}"]},
            lexical={kind: float(held[f"lexical.{kind}"]) for kind in LEXICAL_KINDS if held[f"lexical.{kind}"]},
            neighbours=held["neighbours"],
            neighbour_words=held["neighbour_words"],
            is_learned=not any(name.startswith(_BY_RANKS) for name in (*base, *varied)),
            drop=held["drop"],
            hit_words=held["hit_words"],
        ),
        writer=Settings(**{name.removeprefix("writer."): value for name, value in held.items() if name.startswith("writer.")}),
    )
