"""Who speaks in a TEI file: what its list of people, its cast, or the names printed before the speeches say of an identifier."""

from __future__ import annotations

from collections import Counter

from corpus.readers.titles import one_line
from corpus.readers.xml_names import by_identifier, person_name, printed, reference
from corpus.readers.xml_tree import Element
from corpus.transcript import NOBODY, Speaker

_ROLES = {"chair": "(chair)", "guest": "(guest)"}


class People:
    """The people of one file. An identifier means one person throughout."""

    def __init__(self, root: Element) -> None:
        """Looks through the file once."""
        self._names = _listed(root)
        self._printed = _printed_names(root)
        self._unnamed: set[str] = set()

    def speaker(self, element: Element) -> Speaker:
        """Who speaks in `element`: by `who`, else by the name that is printed in it, else nobody that is known."""
        identifiers = [reference(part) for part in element.get("who").split()]
        note = next((_ROLES[reference(part)] for part in element.get("ana").split() if reference(part) in _ROLES), "")
        name = next((child for child in element.elements() if child.tag == "speaker"), None)
        if not identifiers:
            return printed(name.words(), note) if name else NOBODY
        if len(identifiers) > 1:
            names = ", ".join(by_identifier(part, self._names | self._printed).name for part in identifiers)
            return Speaker(label=" ".join(identifiers), name=names, kind="unknown", note=note)
        (identifier,) = identifiers
        if identifier not in self._names and name:
            return printed(name.words(), note)
        if identifier not in self._names and identifier not in self._printed:
            self._unnamed.add(identifier)
        return by_identifier(identifier, {**self._printed, **self._names}, note)

    def notes(self) -> tuple[str, ...]:
        """A remark where speakers are known by their identifiers only."""
        if not self._unnamed:
            return ()
        some = ", ".join(sorted(self._unnamed)[:3])
        more = f" and {len(self._unnamed) - 3} more" if len(self._unnamed) > 3 else ""
        return (f"the file names some speakers by their identifiers only ({some}{more}): the list of names is another file",)


def _listed(root: Element) -> dict[str, str]:
    """Identifier to name: `person` and `personGrp` in a list of people, `role` in a cast."""
    names: dict[str, str] = {}
    for element in root.all("person", "personGrp", "castItem", "role"):
        identifier = element.get("id")
        if element.tag == "role":
            name = element.words()
        else:
            inner = next((child for child in element.all("persName", "role") if child is not element), None)
            name = person_name(inner) if inner else element.get("n")
        if identifier and one_line(name):
            names.setdefault(identifier, name)
    return names


def _printed_names(root: Element) -> dict[str, str]:
    """Identifier to the name most often printed right before an utterance of it (ParlaMint's `note type="speaker"`), where that names a person."""
    counted: dict[str, Counter[str]] = {}
    before = ""
    for element in root.all("note", "u", "head"):
        if element.tag == "note" and element.get("type") == "speaker":
            before = element.words()
        elif element.tag == "u":
            who = printed(before)
            if before and who.kind == "person" and " " in who.name:
                counted.setdefault(reference(element.get("who")), Counter())[who.label] += 1
            before = ""
        else:
            before = before if element.tag == "note" else ""
    return {identifier: names.most_common(1)[0][0] for identifier, names in counted.items() if identifier}
