"""What is put into Markdown or HTML shows exactly the words that went in; what cannot be seen is written out."""

import html
import unicodedata
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.ui.web_fakes import HOSTILE
from ui.escape import encodable, md_text, unseen, visible

TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)


class Page(HTMLParser):
    """A renderer's output as a reader gets it: the words, and every tag that made it through."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words = ""
        self.tags: list[str] = []
        self.feed(source)
        self.close()

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)


@given(TEXT)
def test_as_html_it_decodes_to_the_same_words(text: str) -> None:
    assert html.unescape(md_text(text)) == visible(text)


@given(TEXT)
def test_as_an_attribute_it_decodes_to_the_same_words(text: str) -> None:
    seen = []

    class Attribute(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            seen.append((tag, attrs))

    Attribute().feed(f'<a title="{md_text(text)}">')
    assert seen == [("a", [("title", visible(text))])]


@given(TEXT.filter(str.strip))
@example("# heading\n- item\n\n    code\n***\n[a]: b")
@example("  indented and trailing  ")
@example("a\n===\n1. b\n2) c\n> d\n```\ne")
def test_as_markdown_it_shows_the_same_words_and_nothing_else(text: str) -> None:
    page = Page(MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(f"x{md_text(text)}x"))
    assert page.words.removesuffix("\n") == f"x{visible(text)}x"
    assert page.tags == ["p"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words_at_the_start_of_a_message(text: str) -> None:
    page = Page(MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(md_text(text)))
    assert page.words.strip() == visible(text).strip()
    assert page.tags == ["p"]


@given(TEXT)
def test_it_is_one_line(text: str) -> None:
    assert len(md_text(text).splitlines()) <= 1


def test_unseen_characters_are_written_out() -> None:
    assert visible("paid \u202e000\u202c\x00 a\u200bb") == "paid ⟨U+202E⟩000⟨U+202C⟩⟨U+0000⟩ a⟨U+200B⟩b"
    assert visible("\U000e0041\ufeff\xad\ud800") == "⟨U+E0041⟩⟨U+FEFF⟩⟨U+00AD⟩⟨U+D800⟩"


def test_their_places_are_code_points() -> None:
    assert unseen("🌊a\u202eb\n\u200f") == ((2, "U+202E"), (5, "U+200F"))


@pytest.mark.parametrize("text", ["می\u200cخواهم", "क्\u200dष", "👩\u200d💻", "❤\ufe0f", "a\tb\nc", "\u0600\u06dd", "naïve e\u0301"])
def test_characters_that_belong_to_a_script_are_left_alone(text: str) -> None:
    assert unseen(text) == ()


@pytest.mark.parametrize("text", ["pass\u200dword", "a\u200c", "\u200dx", "ش\u200c"])
def test_joiners_beside_latin_letters_or_nothing_are_shown(text: str) -> None:
    assert len(unseen(text)) == 1


def test_every_control_and_format_character_is_unseen_but_for_those_that_have_a_form() -> None:
    seen_formats = {*range(0x0600, 0x0606), 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD, *range(0x13430, 0x13440)}
    hidden = {code for code in range(0x110000) if unicodedata.category(chr(code)) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and code not in {9, 10, *seen_formats}}
    assert [f"{code:04X}" for code in sorted(hidden) if not unseen(f"a{chr(code)}b")] == []


@given(TEXT)
def test_text_for_the_browser_keeps_every_offset(text: str) -> None:
    sent = encodable(text)
    assert len(sent) == len(text)
    assert sent.encode("utf-8").decode("utf-8") == sent
    assert all(a == b for a, b in zip(sent, text, strict=True) if not "\ud800" <= b <= "\udfff")


@given(st.text(st.characters(max_codepoint=0x7F), max_size=20))
def test_plain_ascii_is_looked_at_like_any_other_text(text: str) -> None:
    """A letter beyond ASCII takes the long way; both must find the same."""
    assert unseen(text) == unseen(f"{text}ß")
