"""XML as a tree with places: nothing but the file is opened, and every byte range is the right one."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from corpus.errors import FormatError, ReadError
from corpus.readers import Source
from corpus.readers.xml_bytes import root_of
from corpus.readers.xml_tree import DEEPEST, Element, Text, parse

PAGE = '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY pound "&#163;">]>\n' + (
    '<x:a xml:id="k" v="&pound;1">ü&pound;<b/>\r\n<!-- why > not -->\n<c>\n z &amp; y</c><d q=">"/> </x:a>\n'
)


def tree(data: bytes, name: str = "f.xml") -> Element:
    return parse(Source(name, data)).root


def nodes(element: Element) -> Iterator[Element | Text]:
    yield element
    for child in element.children:
        if isinstance(child, Element):
            yield from nodes(child)
        elif isinstance(child, Text):
            yield child


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_node_lies_where_its_bytes_are(encoding: str, newline: str) -> None:
    text = PAGE.replace("\r\n", "\n").replace("\n", newline)
    data = text.encode(encoding)
    plain = "utf-8" if encoding.startswith("utf-8") else "utf-16-le" if encoding in ("utf-16", "utf-16-le") else "utf-16-be"
    found = []
    for node in nodes(tree(data)):
        piece = data[node.bytes.start : node.bytes.end].decode(plain)
        found.append(re.sub(r"\r\n?", "\n", piece))
        before = data[: node.bytes.start].decode(plain).removeprefix("\ufeff")
        assert node.lines[0] == len(re.findall(r"\r\n|\r|\n", before)) + 1
        assert node.lines[1] - node.lines[0] == found[-1].count("\n")
    assert found[0].startswith("<x:a")
    assert found[0].endswith("</x:a>")
    assert found[1:] == ["ü&pound;", "<b/>", "<!-- why > not -->", "<!-- why > not -->", "<c>\n z &amp; y</c>", "\n z &amp; y", '<d q=">"/>']


def test_names_are_told_without_prefixes() -> None:
    root = tree(PAGE.encode())
    assert (root.tag, root.get("id"), root.get("v"), root.get("absent")) == ("a", "k", "£1", "")
    assert [child.tag for child in root.elements()] == ["b", "#comment", "c", "d"]
    assert root.words() == "ü£ z & y"


def test_a_name_of_a_character_reads_without_being_declared() -> None:
    assert tree(b"<a>R&eacute;mi&nbsp;Roy</a>").words() == "Rémi\u00a0Roy"
    assert tree(b'<!DOCTYPE Trans SYSTEM "trans-14.dtd"><a>R&eacute;mi</a>').words() == "Rémi"
    assert tree(b"<a>x &unheard; y</a>").words() == "x &unheard; y"


@pytest.mark.parametrize(
    ("declared", "data", "words"),
    [
        ("ISO-8859-1", "caf\xe9 \x92s".encode("latin-1"), "café ’s"),
        ("ISO-8859-1", "café".encode(), "café"),
        ("windows-1251", "Да".encode("cp1251"), "Да"),
        ("UTF-8", "é".encode(), "é"),
    ],
)
def test_the_encoding_is_the_one_that_fits(declared: str, data: bytes, words: str) -> None:
    document = parse(Source("f.xml", f'<?xml version="1.0" encoding="{declared}"?><a>'.encode() + data + b"</a>"))
    assert document.root.words() == words
    assert bool(document.notes) == (b"\xc3" not in data)


BOMB = b'<!DOCTYPE a [<!ENTITY a "ha">' + b"".join(b'<!ENTITY %c "&%c;&%c;">' % (n + 1, n, n) for n in range(97, 120)) + b"]><a>&x;</a>"
HARM = {
    "a bomb": (BOMB, "stands for more than"),
    "a long entity": (b'<!DOCTYPE a [<!ENTITY a "' + b"a" * 9_000 + b'">]><a>' + b"&a;" * 9_000 + b"</a>", "stands for more than"),
    "a file": (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>', "another file"),
    "a file by parameter": (b'<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1/x"> %x;]><a/>', "another file"),
    "depth": (b"<a>" * 300_000, "nested"),
    "a long tag": (b"<a b='" + b"x" * 30_000_000, "longer than"),
    "a long name": (b"<" + b"x" * 30_000_000, "longer than"),
    "a cut file": (b"<a>\n<b>x", "line 2: the file ends before"),
    "two roots": (b"<a/>\n<b/>", "line 2"),
    "an open ampersand": (b"<a>\n\nR & D</a>", "line 3"),
    "nothing": (b"<!-- a -->", "ends before"),
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("name", HARM)
def test_harm_is_refused_by_name(name: str) -> None:
    data, why = HARM[name]
    with pytest.raises(FormatError, match=why):
        tree(data)


@pytest.mark.timeout(60)
def test_long_files_of_any_kind_take_linear_time() -> None:
    for data in (b"x" * 50_000_000, b"&amp;" * 1_000_000, b"<b/>\n" * 200_000, b"<!---->" * 300_000, b"]]" * 5_000_000, b"<![CDATA[<]]>" * 300_000):
        assert tree(b"<a>" + data + b"</a>").tag == "a"


def test_elements_are_nested_as_deep_as_the_limit() -> None:
    assert len(list(tree(b"<a>" * DEEPEST + b"</a>" * DEEPEST).all())) == DEEPEST


def test_too_many_elements_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.readers.xml_tree.MOST_ELEMENTS", 10)
    with pytest.raises(FormatError, match="more than 10 elements"):
        tree(b"<a>" + b"<b/>" * 20 + b"</a>")


@pytest.mark.parametrize(
    ("data", "root"),
    [
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- <x> -->\n<tei:TEI a='b'>", "TEI"),
        (b"<!DOCTYPE publicwhip [\n<!ENTITY a '>'>\n]>\n<publicwhip>", "publicwhip"),
        (b'<!DOCTYPE Trans SYSTEM "t.dtd">\n<Trans/>', "Trans"),
        ("<?xml version='1.0'?><tt>".encode("utf-16"), "tt"),
        (b"Jane: <b>", ""),
        (b"<!--" * 9_000, ""),
        (b"", ""),
    ],
)
def test_the_root_is_told_without_reading_the_file(data: bytes, root: str) -> None:
    assert root_of(Source("f", data)) == root


def test_no_text_at_all_is_an_error_of_reading() -> None:
    with pytest.raises(ReadError):
        tree(b"\x00\x01\x02" * 50)
