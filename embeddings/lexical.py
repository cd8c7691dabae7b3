"""BM25 over the same passages: names, numbers and jargon that vectors blur. The one module that imports `bm25s`.

Robertson's formula with k1 1.2 and b 0.75 in Lucene's variant; English stemming and stop words. Text in another
language is still matched, word for word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
import numpy.typing as npt
import Stemmer
from bm25s.stopwords import STOPWORDS_EN

from corpus.errors import IndexBroken

Scores = npt.NDArray[np.float32]

_WORD = re.compile(r"\w+")
_STOP_WORDS = frozenset(STOPWORDS_EN)


class Terms:
    """Text to terms: case-folded words without stop words, stemmed. Remembers stems; not for sharing between threads."""

    def __init__(self) -> None:
        """An analyser with an empty memory."""
        self._stemmer = Stemmer.Stemmer("english")
        self._known: dict[str, str] = {}

    def __call__(self, text: str) -> list[str]:
        """The terms of `text` in order, repeats kept."""
        return [self._stem(word) for word in _WORD.findall(text.casefold()) if word not in _STOP_WORDS]

    def _stem(self, word: str) -> str:
        stem = self._known.get(word)
        if stem is None:
            stem = self._known[word] = self._stemmer.stemWord(word)
        return stem


class LexicalIndex:
    """BM25 scores of every passage for a question."""

    def __init__(self, ranker: bm25s.BM25, count: int) -> None:
        """Wrap what `build` or `load` made."""
        self._ranker = ranker
        self._count = count
        self.terms = Terms()

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
        return np.asarray(self._ranker.get_scores(ids), dtype=np.float32)[: self._count]

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
    def load(cls, folder: Path, count: int) -> LexicalIndex:
        """The index of `count` passages saved in `folder`, its arrays memory-mapped; IndexBroken when it cannot be read."""
        try:
            return cls(bm25s.BM25.load(folder, mmap=True), count)
        except (OSError, EOFError, ValueError, KeyError) as error:
            raise IndexBroken(f"{folder}: the lexical index cannot be read; make it again with: quoth index --full") from error
