"""Who stands behind the codes of a CHAT file: "@Participants: CHI Laura Target_Child, MOT Mother" and the "@ID" lines."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.speakers import speaker
from corpus.transcript import Speaker, SpeakerKind

_NOBODY = frozenset({"", "Participant", "Unidentified", "Uncertain", "Speaker", "Text", "Non_Human", "Group", "Other"})


class People:
    """The participants of one file by their codes."""

    def __init__(self, headers: Iterable[tuple[str, str]]) -> None:
        """Takes the headers, name and text of each."""
        self._names: dict[str, str] = {}
        self._roles: dict[str, str] = {}
        for header, text in headers:
            if header == "Participants":
                self._participants(text)
            elif header == "ID":
                fields = [field.strip() for field in text.split("|")]
                if len(fields) > 7:
                    self._roles.setdefault(fields[2], fields[7])

    def speaker(self, code: str) -> Speaker:
        """The speaker of a tier: a person where the file gives a name, else the code with its role as a note ("MOT", "(Mother)").

        "Mother" is one person in this file and another one in the next; a "Participant" is nobody in particular.
        """
        name, role = self._names.get(code, ""), self._roles.get(code, "")
        note = f"({role.replace('_', ' ')})" if role not in _NOBODY else ""
        if name:
            return Speaker(label=code, name=name, kind=speaker(name).kind, note=note)
        kind: SpeakerKind = "unknown" if role in _NOBODY else "role"
        return Speaker(label=code, name=code, kind=kind, note=note)

    def _participants(self, text: str) -> None:
        for entry in text.split(","):
            code, *rest = entry.split() or [""]
            if code and rest:
                self._roles[code] = rest[-1]
                name = " ".join(rest[:-1]).replace("_", " ")
                if name and name != code:
                    self._names[code] = name
