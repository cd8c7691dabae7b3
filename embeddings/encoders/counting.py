"""How many tokens a text has, without cutting it into tokens where that can be told from its words.

Windows grow turn by turn and are counted at every step, so counting was nearly all of what cutting passages costs. The tokenizer of a
BERT cuts at white space before all else: the count of a text is the sum over its words, and most words have been met before.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from embeddings.encoders.texts import whole

_WORDS: Final = 100_000
"""So many words are remembered, some ten megabytes."""
_GAP: Final = re.compile(r"[ \n]+")
"""White space to every such tokenizer. Whatever else may be some stays inside a word and is left to the tokenizer."""


def counter(tokenizer: Any) -> Callable[[str], int]:
    """Gives the length of a text in tokens of `tokenizer` (of the library `tokenizers`), its own markers included. Safe for several threads."""

    def counted(text: str) -> int:
        return len(tokenizer.encode(whole(text)).ids)

    if not _adds_up(json.loads(tokenizer.to_str())):
        return counted
    markers = counted("")

    @lru_cache(maxsize=_WORDS)
    def pieces(word: str) -> int:
        return counted(word) - markers

    def summed(text: str) -> int:
        return markers + sum(map(pieces, _GAP.split(text)))

    return summed


def _adds_up(held: dict[str, Any]) -> bool:
    """Whether no token of a tokenizer so described reaches over a blank or depends on what stands beyond one."""
    kinds = [(held.get(part) or {}).get("type") for part in ("normalizer", "pre_tokenizer", "model", "post_processor")]
    known = kinds[:3] == ["BertNormalizer", "BertPreTokenizer", "WordPiece"] and kinds[3] in ("TemplateProcessing", "BertProcessing")
    return known and not any(token["lstrip"] or token["rstrip"] or token["single_word"] or _GAP.search(token["content"]) for token in held["added_tokens"])
