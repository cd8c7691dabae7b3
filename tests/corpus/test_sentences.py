"""Sentences are places in a turn's text: in doubt a sentence goes on, and no visible character is outside all of them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sentences import sentences
from corpus.transcript import Span

TEXTS = st.text(alphabet=st.sampled_from(list("abZ Q.!?…\"'”)\n\t。！」\u00a0\u2028é7")), max_size=80)


def cuts(text: str) -> list[str]:
    return [span.cut(text) for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t ", []),
        ("Yes", ["Yes"]),
        ("We met. We parted.", ["We met.", "We parted."]),
        ("Really?! Yes. ", ["Really?!", "Yes."]),
        ('He said "no." Then he left.', ['He said "no."', "Then he left."]),
        ("It rose (slowly.) It fell.", ["It rose (slowly.)", "It fell."]),
        ("First line\nsecond line", ["First line", "second line"]),
        ("Well… Perhaps not.", ["Well…", "Perhaps not."]),
        ("Well... perhaps not.", ["Well... perhaps not."]),
        ("これは文です。次の文です！", ["これは文です。", "次の文です！"]),
        ("「行きます。」と言った", ["「行きます。」", "と言った"]),
        ("!", ["!"]),
        ("¿Cuánto cuesta? ¡Mucho! Lo pagamos.", ["¿Cuánto cuesta?", "¡Mucho!", "Lo pagamos."]),
        ("„Wir zahlen.“ Dann ging er.", ["„Wir zahlen.“", "Dann ging er."]),
        ("« Nous payons. » Puis il partit.", ["« Nous payons. »", "Puis il partit."]),
        ("Кто платит? Посёлок. Мост закрыт.", ["Кто платит?", "Посёлок.", "Мост закрыт."]),
        ("他问：“谁付钱？”没有人回答。", ["他问：“谁付钱？”", "没有人回答。"]),
        ("पुल बंद है। कौन देगा?", ["पुल बंद है।", "कौन देगा?"]),
        ("من يدفع؟ القرية.", ["من يدفع؟", "القرية."]),
        ("No. We stayed.", ["No.", "We stayed."]),
        ("I think . . . We left.", ["I think . . .", "We left."]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    assert cuts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Vale spoke to Dr. Sund.",
        "J. R. Brook chaired it.",
        "It cost 3.14 million, or 2.5 per cent.",
        "See e.g. Section 4 of the U.S. Code.",
        "We meet at 9 a.m. Monday.",
        "Item No. 7 was approved.",
        "Visit example.org for more.",
        "He paused . . . and went on.",
        "Is it? asked the chair.",
        "Der Bus fährt ab dem 3. Oktober früher, z.B. Montags.",
        "La Sra. Ochoa preside la sesión.",
        "Мост закрыли в 2019 г. Весной, т. е. в мае, его откроют.",
        "« Qui paie ? » demanda-t-elle.",
    ],
)
def test_a_point_that_ends_no_sentence_does_not_cut(text: str) -> None:
    assert cuts(text) == [text]


def test_the_pronoun_i_is_no_initial() -> None:
    assert cuts("So did I. We left.") == ["So did I.", "We left."]


@given(TEXTS)
def test_every_visible_character_is_in_exactly_one_sentence(text: str) -> None:
    inside = [at for span in sentences(text) for at in range(span.start, span.end)]
    assert len(inside) == len(set(inside))
    assert inside == sorted(inside)
    assert {at for at, character in enumerate(text) if not character.isspace()} <= set(inside)


@given(TEXTS)
def test_a_sentence_has_no_outer_white_space_and_no_line_break(text: str) -> None:
    for cut in cuts(text):
        assert cut
        assert cut == cut.strip()
        assert "\n" not in cut


@given(TEXTS)
def test_a_cut_follows_a_mark_or_a_line_break(text: str) -> None:
    for before, after in zip(sentences(text), sentences(text)[1:], strict=False):
        closed = before.cut(text).rstrip("\"'”’»)]」』）")
        assert closed.endswith((".", "!", "?", "…", "。", "！", "？")) or "\n" in text[before.end : after.start]


@given(st.lists(st.sampled_from(["The sea rose.", "Did it?", "It did!", "So be it…"]), min_size=1, max_size=8))
def test_plain_sentences_come_back_as_they_were_put_together(parts: list[str]) -> None:
    assert cuts(" ".join(parts)) == parts


@pytest.mark.parametrize("unit", [".", ".'", "?!", "\u2026 ", "a.", "。", ". \n"])
def test_a_long_run_of_marks_takes_linear_time(unit: str) -> None:
    text = unit * 100_000 + "x"
    began = time.process_time()
    found = sentences(text)
    assert time.process_time() - began < 3
    assert found[-1].end == len(text)


def test_a_sentence_without_end_is_one_sentence() -> None:
    text = "and then " * 20_000
    assert sentences(text) == (Span(0, len(text) - 1),)
