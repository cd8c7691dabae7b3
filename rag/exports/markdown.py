"""A conversation as Markdown (CommonMark with footnotes as Pandoc, GitHub and Obsidian have them)."""

from __future__ import annotations

import re
from typing import Any

from rag.exports.place import begins, by_of, note_of, place_of
from rag.talks import Talk

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&$]|(?m:^[ \t]*[-+=])|(?m:^[ \t]*\d+(?=[.)]))")


def markdown(talk: Talk) -> str:
    """The document: each question as a heading, what was said to it, the proved quotations with a footnote each."""
    body = [f"# {_line(talk.title)}\n"]
    notes: list[str] = []
    for one in talk.asked:
        body.append(f"## {_line(one.question)}\n")
        body.append(f"{_line(str(one.answer.get('text', '')))}\n")
        before = None
        for quote in one.answer.get("quotes", ()):
            if not quote.get("verified"):
                body.append(f"A passage could not be verified: {_line(str(quote.get('why', '')))}.\n")
                continue
            if begins(quote, before):
                who, date = by_of(quote)
                body.append(f"**{_line(who)}**, {date}\n")
            before = quote
            notes.append(f"[^{len(notes) + 1}]: {_line(note_of(quote))}. <{place_of(quote)}>")
            body.append(f"{_quotation(str(quote['text']))}[^{len(notes)}]\n")
    return "\n".join([*body, *notes]).rstrip("\n") + "\n"


def escaped(text: str) -> str:
    """`text` with a backslash before whatever CommonMark could take for markup; after the number where a line would begin a list."""
    return _MARKUP.sub(lambda found: _escape(found.group()), text)


def _quotation(text: str) -> str:
    """A block of quotation, one paragraph for each line of the words."""
    return "\n>\n".join(f"> {line.strip()}" for line in escaped(_written(text)).split("\n") if line.strip())


def _line(text: str) -> str:
    return " ".join(escaped(" ".join(_written(text).split())).split())


def _written(text: str) -> str:
    """What CommonMark in UTF-8 can carry: half characters and NUL are replaced, and line breaks other than LF, which would end the block, become one."""
    return re.sub(r"[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", "\n", re.sub(r"[\0\ud800-\udfff]", "\ufffd", text))


def _escape(found: str) -> str:
    return f"{found}\\" if found[-1].isdigit() else f"{found[:-1]}\\{found[-1]}"


def written(text: Any) -> str:
    """The words as the document carries them: what they are compared with when it is read back."""
    return _written(str(text))
