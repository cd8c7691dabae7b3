"""The account of an XML file: which of its texts are said, which are not, and why. Nothing else tells what is accounted for."""

from __future__ import annotations

from corpus.decoding import clean
from corpus.readers.xml_tree import Element, Text, squeezed
from corpus.transcript import Skipped

_GLIMPSE = 500


class Ledger:
    """Counts every text with words below `root`, once it is said or skipped."""

    def __init__(self, root: Element) -> None:
        """Opens the account; nothing is accounted for yet."""
        self._open = {text.bytes.start for text in root.texts() if text.text.strip()}
        self._total = len(self._open)
        self._skipped: list[Skipped] = []

    def say(self, text: Text) -> None:
        """Notes that a text is in a turn."""
        self._open.discard(text.bytes.start)

    def skip(self, node: Element | Text, why: str) -> None:
        """Notes that what stands in `node`, and is not said, is in no turn; a node without words needs no reason."""
        texts = [node] if isinstance(node, Text) else list(node.texts())
        left = [text for text in texts if text.bytes.start in self._open]
        if left:
            self._open.difference_update(text.bytes.start for text in left)
            words = squeezed(" ".join(text.text[:_GLIMPSE] for text in left[:20]))
            self._skipped.append(Skipped((left[0].lines[0], left[-1].lines[1]), why, clean(words)[:_GLIMPSE]))

    def skipped(self) -> tuple[Skipped, ...]:
        """Everything that is in no turn, in the order of the lines."""
        return tuple(sorted(self._skipped, key=lambda entry: entry.lines))

    def accounted(self) -> float:
        """The share of texts with words that are said or skipped."""
        return 1 - len(self._open) / self._total if self._total else 1.0
