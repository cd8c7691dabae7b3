"""The words of an RTF document as blocks: paragraphs with their looks, and what nobody says of them.

Read token by token, in linear time, by a loop that keeps its own stack: groups nest as deep as a file likes. Deleted words are read as
such, inserted ones as there. Follows the Rich Text Format Specification 1.9.1 (Microsoft).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

from corpus.decoding import clean
from corpus.readers.blocks import Block, Cell, Look, Run, tidy
from corpus.readers.docx_styles import NO_STYLE, Style
from corpus.readers.office_words import Paragraph, Words
from corpus.readers.rtf_names import APART, KEPT, PAGES, SETTINGS, SIGNS, SYMBOLS, codec_of_charset, codec_of_page
from corpus.readers.rtf_tokens import tokens

DEEPEST = 2_000
Changing = Literal["bold", "hidden", "struck", "deleted"]
_SETTINGS = "settings of the document"
_PLAINER = "the same in plainer letters"
_GLIMPSE = 200
_LOOKS: dict[str, Changing] = {"b": "bold", "v": "hidden", "strike": "struck", "striked": "struck", "deleted": "deleted"}
_PARAGRAPHS = frozenset({"par", "sect", "cell", "nestcell"})


@dataclass(frozen=True, slots=True)
class State:
    """What holds in a group: why nobody says its words, its looks, how many signs stand in for a character, the encoding, whose part it is."""

    why: str = ""
    part: str = ""
    bold: bool = False
    hidden: bool = False
    struck: bool = False
    deleted: bool = False
    link: bool = False
    instead: int = 1
    codec: str = ""


@dataclass(slots=True)
class Told:
    """What is found in a document: its words, its title, the day it was made, whether it ends before its groups do or nests them too deep."""

    words: Words = field(default_factory=Words)
    title: str = ""
    created: str = ""
    cut_off: bool = False
    deep: bool = False


def words_of(data: bytes) -> Told:
    """What an RTF document holds; never raises."""
    return _Stream(data).read()


class _Stream:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._told = Told()
        self._words = self._told.words
        self._state, self._stack = State(), list[State]()
        self._page, self._fonts, self._font, self._first_font = "cp1252", dict[int, str](), -1, -1
        self._styles, self._style, self._id = dict[int, Style](), NO_STYLE, -1
        self._text: list[str] = []
        self._bytes = bytearray()
        self._paragraph = Paragraph(1)
        self._skip = 0
        self._optional = False
        self._linked = False
        self._row, self._column, self._table, self._tables, self._in_table = 0, 0, -1, 0, False

    def read(self) -> Told:
        for token in tokens(self._data):
            if token.kind == "word":
                self._word(token.name, token.number)
            elif token.kind == "text":
                self._take(token.text)
            elif token.kind == "symbol":
                self._symbol(token.name)
            elif token.kind == "open":
                self._begin()
            else:
                self._end()
            if self._told.deep or not self._stack:
                self._behind(self._data[token.end :])
                break
        self._told.cut_off = bool(self._stack)
        self._finish()
        return self._told

    def _begin(self) -> None:
        self._stack.append(self._state)
        self._skip = 0
        self._told.deep = len(self._stack) > DEEPEST

    def _end(self) -> None:
        before = self._state
        self._flush()
        if before.part == "stylesheet" and self._stack[-1].part == "stylesheet":
            self._id = -1
        self._state, self._skip = self._stack.pop(), 0

    def _word(self, name: str, number: int | None) -> None:
        """Obeys a control word."""
        if name == "u" and number is not None:
            self._skip = 0
            self._say(chr(number % 65_536))
            self._skip = self._state.instead
            return
        if self._skip and name in SIGNS:
            self._skip -= 1
            return
        self._skip = 0
        optional, self._optional = self._optional, False
        if name in SETTINGS or name in APART or optional:
            self._part(name, optional)
        elif name in SIGNS:
            self._say(SIGNS[name])
        elif name in _PARAGRAPHS or name in ("line", "row", "nestrow"):
            self._break(name)
        else:
            self._property(name, number)

    def _part(self, name: str, optional: bool) -> None:
        """A part of the document begins."""
        self._flush()
        if self._state.why == _SETTINGS:
            return
        if name == "ud" and self._state.why == _PLAINER:
            self._state = replace(self._state, why="", part=name)
        elif name in APART:
            self._state = replace(self._state, why=self._state.why or APART[name], part=name)
            self._linked = False if name == "fldinst" else self._linked
        elif name in SETTINGS or (optional and name not in KEPT):
            self._state = replace(self._state, why=_SETTINGS, part=name)
            place = (self._paragraph.number, self._paragraph.number)
            self._words.blocks.append(Block((Run(name),), place, why=_SETTINGS))
            self._words.nodes += 1

    def _property(self, name: str, number: int | None) -> None:
        if name in _LOOKS:
            self._change(_LOOKS[name], number != 0)
            self._words.counts["del"] += name == "deleted" and number != 0
        elif name in _NUMBERED and number is not None:
            _NUMBERED[name](self, number)
        elif name in PAGES:
            self._page = PAGES[name]
        elif name == "revised":
            self._words.counts["ins"] += number != 0
        elif name in ("pard", "intbl") and not self._state.why:
            self._in_table, self._style = name == "intbl", self._style if name == "intbl" else NO_STYLE
        else:
            self._group_property(name)

    def _group_property(self, name: str) -> None:
        """What holds to the end of the group."""
        if name == "plain":
            self._flush()
            self._state = replace(self._state, bold=False, hidden=False, struck=False, deleted=False, codec="")
        elif name == "fldrslt":
            self._flush()
            self._state = replace(self._state, link=self._linked)
        elif name == "upr":
            self._flush()
            self._state = replace(self._state, why=self._state.why or _PLAINER)
        elif name in ("title", "creatim") and self._state.part == "info":
            self._state = replace(self._state, part=name)

    def _change(self, look: Changing, on: bool) -> None:
        if getattr(self._state, look) != on:
            self._flush()
            self._state = replace(self._state, **{look: on})  # type: ignore[arg-type]  # mypy does not know which of its fields are bool

    def _numbered_style(self, number: int) -> None:
        if self._state.part == "stylesheet":
            self._id = number
        elif not self._state.why:
            self._style = self._styles.get(number, NO_STYLE)

    def _numbered_font(self, number: int) -> None:
        if self._state.part == "fonttbl":
            self._font = number
        elif self._fonts.get(number, "") != self._state.codec:
            self._flush()
            self._state = replace(self._state, codec=self._fonts.get(number, ""))

    def _charset(self, number: int) -> None:
        if self._state.part == "fonttbl":
            self._fonts[self._font] = codec_of_charset(number)

    def _code_page(self, number: int) -> None:
        self._page = codec_of_page(number)

    def _instead(self, number: int) -> None:
        self._state = replace(self._state, instead=min(max(number, 0), 100))

    def _outline(self, number: int) -> None:
        self._paragraph.outline = not self._state.why and 0 <= number < 9

    def _day(self, number: int) -> None:
        if self._state.part == "creatim":
            self._told.created += f"-{number:02}" if self._told.created else str(number)

    def _symbol(self, sign: str) -> None:
        if sign == "*":
            self._optional = True
        elif self._skip:
            self._skip -= 1
        elif sign in "\r\n":
            self._break("par")
        elif sign in SYMBOLS:
            self._say(SYMBOLS[sign])

    def _take(self, text: bytes) -> None:
        """Bytes of text, less those that stand in for a character that was given by its number."""
        gone = min(self._skip, len(text))
        self._skip -= gone
        self._optional = False
        self._bytes += text[gone:]

    def _say(self, text: str) -> None:
        self._decode()
        self._text.append(text)

    def _decode(self) -> None:
        if self._bytes:
            self._text.append(self._bytes.decode(self._state.codec or self._page, "replace"))
            self._bytes.clear()

    def _flush(self) -> None:
        """The text so far, of one look, becomes a run of the paragraph."""
        self._decode()
        if not self._text:
            return
        text = "".join(self._text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        self._text.clear()
        if self._state.why == _SETTINGS:
            self._setting(text)
            return
        state, worded = self._state, bool(clean(text).strip())
        if state.part == "fldinst":
            self._linked = self._linked or "HYPERLINK" in text
        why = state.why or ("deleted (tracked change)" if state.deleted else "hidden text" if state.hidden else "struck through" if state.struck else "")
        look: Look = "label" if self._style.speaker else "link" if state.link else "strong" if state.bold else ""
        self._words.nodes += worded
        self._paragraph.lines[-1].append((Run(text, look), why, int(worded)))

    def _setting(self, text: str) -> None:
        """What settings say that matters: styles by number, the title."""
        part = self._state.part
        if part == "stylesheet" and self._id >= 0:
            name = text.strip().rstrip(";").casefold()
            self._styles.setdefault(self._id, Style(name, heading=name.startswith(("heading ", "title", "subtitle"))))
        elif part == "title":
            self._told.title += text

    def _break(self, name: str) -> None:
        if self._state.why:
            self._say(" ")
            return
        self._flush()
        if name == "line":
            self._paragraph.lines.append([])
        elif name in ("row", "nestrow"):
            self._row, self._column = self._row + 1, 0
        else:
            self._finish()
            self._column += name in ("cell", "nestcell")

    def _finish(self) -> None:
        """Ends the paragraph."""
        self._flush()
        if self._in_table and self._table < 0:
            self._table, self._row, self._column = self._tables, 0, 0
            self._tables += 1
        elif not self._in_table:
            self._table = -1
        self._paragraph.style = self._style
        self._paragraph.cell = Cell(self._table, self._row, self._column) if self._table >= 0 else None
        self._words.finish(self._paragraph)
        self._words.paragraphs = self._paragraph.number
        self._paragraph = Paragraph(self._paragraph.number + 1)

    def _behind(self, data: bytes) -> None:
        """What stands behind the last group."""
        text = clean(data[:_GLIMPSE].decode("latin-1")).strip()
        if text and not self._told.deep:
            place = max(1, self._words.paragraphs)
            self._words.nodes += 1
            self._words.blocks.append(Block(tidy([Run(text)]), (place, place), why="behind the end of the document"))


_NUMBERED: dict[str, Callable[[_Stream, int], None]] = {
    "s": _Stream._numbered_style, "f": _Stream._numbered_font, "fcharset": _Stream._charset, "ansicpg": _Stream._code_page, "uc": _Stream._instead,
    "outlinelevel": _Stream._outline, "yr": _Stream._day, "mo": _Stream._day, "dy": _Stream._day,
}  # fmt: skip
