"""BM25 over the same passages: names, numbers and jargon that vectors blur. The one module that imports `bm25s`.

Robertson's formula with k1 1.2 and b 0.75 in Lucene's variant; English stemming and stop words. Text in another
language is still matched, word for word; in scripts without spaces between words, by pairs of characters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import bm25s
import numpy as np
import numpy.typing as npt
import Stemmer
from bm25s import stopwords

from corpus.errors import IndexBroken
from corpus.scripts import pairs, parted
from embeddings.arrays import ONE_AT_A_TIME
from embeddings.pages import Pages

Scores = npt.NDArray[np.float32]

_BY_TERM = ("data", "indices")
"""Arrays of which a question reads the parts of its terms."""
_WORD = re.compile(r"\w+")
_STOP_WORDS = frozenset(stopwords.STOPWORDS_EN)
_LANGUAGES = ("DUTCH", "EN_PLUS", "FRENCH", "GERMAN", "ITALIAN", "KOREAN", "PORTUGUESE", "RUSSIAN", "SPANISH", "TURKISH")


def stop_words(every_language: bool) -> frozenset[str]:
    """Words that say nothing of what a question is about: of English, or of every language that the multilingual encoder knows.

    Where a question and its answer are in two languages, a shared "de" would outweigh the meaning; for English alone
    the longer list would only lose words ("war", "man").
    """
    lists = (getattr(stopwords, f"STOPWORDS_{language}") for language in _LANGUAGES if every_language)
    return _STOP_WORDS | {word.casefold() for words in lists for word in words}


class Terms:
    """Text to terms: case-folded words without stop words, stemmed. Remembers stems; not for sharing between threads."""

    def __init__(self, every_language: bool = False) -> None:
        """An analyser with an empty memory; `every_language` as `stop_words` takes it."""
        self._stop_words = stop_words(every_language)
        self._stemmer = Stemmer.Stemmer("english")
        self._known: dict[str, str] = {}

    def __call__(self, text: str) -> list[str]:
        """The terms of `text` in order, repeats kept."""
        found: list[str] = []
        for part, is_run in parted(text.casefold()):
            found += pairs(part) if is_run else (self._stem(word) for word in _WORD.findall(part) if word not in self._stop_words)
        return found

    def _stem(self, word: str) -> str:
        stem = self._known.get(word)
        if stem is None:
            stem = self._known[word] = self._stemmer.stemWord(word)
        return stem


class LexicalIndex:
    """BM25 scores of every passage for a question."""

    def __init__(self, ranker: bm25s.BM25, count: int, every_language: bool = False, pages: Sequence[Pages] = ()) -> None:
        """Wrap what `build` or `load` made; `every_language` as `stop_words` takes it, for what is asked. `pages` are of the files of `_BY_TERM`."""
        self._ranker = ranker
        self._count = count
        self._pages = pages
        self.every_language = every_language
        self.terms = Terms(every_language)

    @classmethod
    def build(cls, texts: Sequence[str]) -> LexicalIndex:
        """An index of `texts`, row by row."""
        terms = Terms()
        vocabulary: dict[str, int] = {}
        ids = [[vocabulary.setdefault(term, len(vocabulary)) for term in terms(text)] for text in texts]
        ranker = bm25s.BM25(method="lucene", k1=1.2, b=0.75, backend="numpy")
        # bm25s cannot index nothing; one made-up term that no question can hold keeps the empty index an index.
        if not vocabulary:
            vocabulary, ids = {"\0": 0}, [[0], *ids[1:]]
        ranker.index((ids, vocabulary), show_progress=False, create_empty_token=False)
        return cls(ranker, len(texts))

    def scores(self, question: str) -> Scores:
        """float32 (passages,): the BM25 score of every row, 0 where no term is shared."""
        known = self._ranker.vocab_dict
        ids = [known[term] for term in dict.fromkeys(self.terms(question)) if term in known]
        if not ids or not self._count:
            return np.zeros(self._count, dtype=np.float32)
        self._check(ids)
        return np.asarray(self._ranker.get_scores(ids), dtype=np.float32)[: self._count]

    def _check(self, ids: Sequence[int]) -> None:
        """Check what the files hold of these terms."""
        starts = self._ranker.scores["indptr"]
        for name, pages in zip(_BY_TERM, self._pages, strict=False):
            held = self._ranker.scores[name]
            for at in ids:
                pages.check(held.offset + int(starts[at]) * held.itemsize, held.offset + int(starts[at + 1]) * held.itemsize)

    def rarity(self, term: str) -> float:
        """The inverse document frequency of a term: ln(1 + (N - n + 0.5) / (n + 0.5)); highest for an unknown one."""
        at = self._ranker.vocab_dict.get(term)
        starts = self._ranker.scores["indptr"]
        seen = 0 if at is None else int(starts[at + 1] - starts[at])
        return float(np.log(1 + (self._count - seen + 0.5) / (seen + 0.5)))

    def save(self, folder: Path) -> None:
        """Write the index into `folder` (made if need be) as arrays and JSON."""
        self._ranker.save(folder, show_progress=False)

    @classmethod
    def load(cls, folder: Path, count: int, every_language: bool = False, files: Mapping[str, Pages] | None = None) -> LexicalIndex:
        """The index of `count` passages saved in `folder`, its arrays memory-mapped; IndexBroken when it cannot be read.

        `files` are its files by name: those that are read whole are checked now, the others where a question reads them.
        """
        held = files or {}
        by_term = {f"{name}.csc.index.npy": name for name in _BY_TERM}
        for name, pages in held.items():
            pages.check(0, 1 if name in by_term else None)
        try:
            with ONE_AT_A_TIME:
                ranker = bm25s.BM25.load(folder, mmap=True)
            return cls(ranker, count, every_language, [held[name] for name in by_term if held])
        except (OSError, EOFError, ValueError, KeyError) as error:
            raise IndexBroken(f"{folder}: the lexical index cannot be read; make it again with: quoth index --full") from error
