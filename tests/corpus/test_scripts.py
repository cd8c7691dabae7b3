"""Words in scripts without spaces are counted by characters; where there are spaces, nothing is new."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.passages import SHORTEST_TURN, is_question, passages, words
from corpus.scripts import pairs, parted, word_count
from corpus.transcript import Speaker, Transcript, Turn

ADA = Speaker("林秀芳", "林秀芳", "person")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("The harbour wall — raised.", 5),
        ("Мост закрыли после паводка.", 4),
        ("회의를 시작하겠습니다", 2),
        ("嗯。", 1),
        ("谢谢主席。", 2),
        ("好的，谢谢大家。", 3),  # 好的 is one, 谢谢大家 two; marks are none
        ("议员们都不同意。", 4),
        ("新机器要12万元。", 2 + 1 + 1),
        ("用 GPT-4 模型", 1 + 1 + 1),
        ("ありがとうございました。", 6),
        ("สะพานถูกปิด", 3),  # eleven code points
    ],
)
def test_how_many_words_a_text_holds(text: str, count: int) -> None:
    assert word_count(text) == words(text) == count


@given(st.text(alphabet=st.sampled_from(list("abé ß—“”\n\tЖ한é😀،ا.")), max_size=60))
def test_with_spaces_between_words_it_is_the_runs_of_non_space(text: str) -> None:
    assert word_count(text) == len(text.split())


@given(st.text(alphabet=st.sampled_from(list("ab c中文ไทยか。、")), max_size=40))
def test_a_text_is_parted_without_loss(text: str) -> None:
    parts = list(parted(text))
    assert "".join(part for part, _ in parts) == text
    assert all(part for part, _ in parts)
    assert all(is_run == (part[0] in "中文ไทยか") for part, is_run in parts)
    assert 0 <= word_count(text) <= len(text)


def test_pairs_of_a_run() -> None:
    assert pairs("烘干机") == ["烘干", "干机"]
    assert pairs("好") == ["好"]


def turns(*texts: str) -> Transcript:
    return Transcript("t", "t", None, "", "native/3", tuple(Turn(i, ADA, text) for i, text in enumerate(texts)))


def test_a_chinese_turn_is_a_passage_and_a_back_channel_is_none() -> None:
    held = turns("新机器要十二万元，银行愿意借给我们一半。五年还清，没有利息。", "嗯，好的。")
    found = [(passage.kind, passage.text) for passage in passages(held, len, 200)]
    assert [text for kind, text in found if kind == "turn"] == [held.turns[0].text]
    assert [text for kind, text in found if kind == "sentence"] == ["新机器要十二万元，银行愿意借给我们一半。", "五年还清，没有利息。"]
    assert words(held.turns[1].text) < SHORTEST_TURN


def test_windows_of_chinese_hold_about_as_much_as_others() -> None:
    held = turns(*["我们每天早上五点上山采茶，中午以前送到合作社。"] * 40)
    windows = [passage for passage in passages(held, len, 10_000) if passage.kind == "window"]
    assert 3 <= len(windows) <= 12
    assert max(sum(words(held.turns[place.turn].text) for place in window.places) for window in windows) <= 120


def test_a_long_chinese_sentence_is_cut_after_a_comma() -> None:
    clause = "我们每天早上五点上山采茶，"
    found = [passage.text for passage in passages(turns(clause * 20 + "很累。"), len, 60) if passage.kind == "turn"]
    assert "".join(found) == clause * 20 + "很累。"
    assert all(text.endswith(("，", "。")) and len(text) <= 60 for text in found)


@pytest.mark.parametrize("text", ["谁来付钱？", "「谁来付钱？」", "« Qui paie ? »", "من يدفع؟"])
def test_a_question_asks_in_any_language(text: str) -> None:
    assert is_question(Turn(0, ADA, text))
