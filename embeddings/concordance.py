"""A word list on disk: which texts hold a word is known without any text being read. See `corpus.wordlist` for what a text is."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from corpus.transcript import Transcript
from corpus.wordlist import texts, wordlist
from embeddings.pages import Pages

WORDS: Final = "words.json"
PLACES: Final = "words.npy"
Numbers = npt.NDArray[np.int32]


def write_concordance(folder: Path, transcripts: Sequence[Transcript]) -> None:
    """Write the words of `transcripts` into `folder`: the words and where each one's numbers end as JSON, the numbers of texts as one array."""
    found = wordlist(text for _, text in texts(transcripts))
    ends = np.cumsum([len(numbers) for numbers in found.capital.values()], dtype=np.int64).tolist()
    held = {"small": found.small, "capital": dict(zip(found.capital, ends, strict=True)), "spelt": sorted(found.spelt)}
    (folder / WORDS).write_bytes(json.dumps(held, ensure_ascii=False, separators=(",", ":")).encode())
    np.save(folder / PLACES, np.concatenate([np.empty(0, np.int32), *(np.array(numbers, np.int32) for numbers in found.capital.values())]), allow_pickle=False)


class Concordance:
    """The words of a generation's texts. `small` counts those of small letters, `spelt` are those spelt out ("U.S.A.")."""

    def __init__(self, words: bytes, places: np.memmap[tuple[int], np.dtype[np.int32]], pages: Pages) -> None:
        """What `write_concordance` wrote; `words` are checked, `pages` are those of the other file."""
        held = json.loads(words)
        self.small: Mapping[str, int] = held["small"]
        self.spelt: Sequence[str] = held["spelt"]
        ends: Mapping[str, int] = held["capital"]
        self.capital: Mapping[str, tuple[int, int]] = dict(zip(ends, zip([0, *ends.values()], ends.values(), strict=False), strict=True))
        """Every word with a capital, a digit or the like: where its numbers lie in the array."""
        self._places = places
        self._pages = pages

    def texts(self, word: str) -> Numbers:
        """The numbers of the texts that hold a word of `capital`, ascending."""
        low, high = self.capital[word]
        at, size = int(self._places.offset), self._places.itemsize
        self._pages.check(at + low * size, at + high * size)
        return np.asarray(self._places[low:high])
