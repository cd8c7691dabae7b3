"""Who is taken for a speaker in plain text, and who is not."""

from __future__ import annotations

import pytest

from corpus.library import read_bytes
from corpus.transcript import NOBODY


def said(text: str) -> list[tuple[str, str]]:
    """(label, words) of every turn."""
    return [(turn.speaker.label, turn.text) for turn in read_bytes(text.encode(), "talk.txt").turns]


def test_capital_labels_bare_questions_and_officials() -> None:
    text = (
        "MS. PSAKI:\u00a0 Hi, everyone.\u00a0 \n\u00a0 \nQ\u00a0\u00a0\u00a0\u00a0 Hello?\n\nMR. KIRBY:  Hi.\n\nQ    And?\n\n"
        "MR SULLIVAN:  So.\n\nSENIOR ADMINISTRATION OFFICIAL: Well.\n\nAIDE: Last one.\n\nQ One space.\n\nMS. O’CONNELL:  (Laughter.)\n"
    )
    assert said(text) == [
        ("MS. PSAKI", "Hi, everyone."),
        ("Q", "Hello?"),
        ("MR. KIRBY", "Hi."),
        ("Q", "And?"),
        ("MR SULLIVAN", "So."),
        ("SENIOR ADMINISTRATION OFFICIAL", "Well."),
        ("AIDE", "Last one."),
        ("Q", "One space."),
        ("MS. O’CONNELL", "(Laughter.)"),
    ]


@pytest.mark.parametrize(
    "speech",
    [
        "And the second question: why?",
        "But let me be clear: no.",
        "On your second question: Again, no.",
        "NOTE: this is so.",
        "Location: here.",
        "Second question: yes.",
        "First: the cost.",
        "One is: cost.",
        "The budget is very clear: no.",
        "Bottom line: no.",
        "On the death of Ms. Eygi: sad.",
        "Mr. President: I ask you.",
        "At 10:30 we left.",
        "See https://example.org: there.",
        "Climate Change: the climate must not change.",
        "Look: no.",
        "“Quote: unquote.”",
        "MR. X SAID THAT WE ARE: no.",
        "It is — let me say: no.",
        "A lot of people: no.",
        "PS: no.",
    ],
)
def test_a_sentence_with_a_colon_is_no_label(speech: str) -> None:
    text = f"MS. PSAKI:  Hi.\n\n{speech}\n\nQ    Why?\n\nMS. PSAKI:  Because.\n"
    assert said(text) == [("MS. PSAKI", f"Hi.\n{speech}"), ("Q", "Why?"), ("MS. PSAKI", "Because.")]


def test_names_in_mixed_case() -> None:
    text = (
        "Ingrid Solheim: One.\n\nTomas Reyes: Two.\n\nIngrid Solheim: Three.\n\nTomas Reyes: Four.\n\nCarl van der Berg: Once.\n\n"
        "Nadia bin Said: Once.\n\nJ. R. Müller-O’Hara: Once.\n\nDr. Hana Sato: Once.\n\nClerk: Once.\n"
    )
    assert [label for label, _ in said(text)] == [
        "Ingrid Solheim",
        "Tomas Reyes",
        "Ingrid Solheim",
        "Tomas Reyes",
        "Carl van der Berg",
        "Nadia bin Said",
        "J. R. Müller-O’Hara",
        "Dr. Hana Sato",
        "Clerk",
    ]


def test_a_single_word_needs_evidence() -> None:
    text = "Question: Who?\n\nCost: we pay.\n\nIt costs a lot.\n\nQuestion: When?\n\nLavrov: Now.\n\nQuestion: Now?\n\n"
    text += "Lavrov: Yes.\n\nIt does cost a lot.\n"
    assert said(text) == [
        ("Question", "Who?\nCost: we pay.\nIt costs a lot."),
        ("Question", "When?"),
        ("Lavrov", "Now."),
        ("Question", "Now?"),
        ("Lavrov", "Yes.\nIt does cost a lot."),
    ]


def test_who_speaks_once_where_everybody_has_a_label() -> None:
    assert said("Jane Doe: We build.\n\nBob Roe: No.\n\nJane Doe: Yes.\n") == [
        ("Jane Doe", "We build."),
        ("Bob Roe", "No."),
        ("Jane Doe", "Yes."),
    ]


def test_who_is_named_at_the_head_may_speak_once() -> None:
    text = "Interview with Jane Doe\n\nGood.\n\nInterviewer: How?\n\nJane Doe: Well.\n\nI mean it.\n\nAnd so on, and so on.\n\nI do.\n"
    assert said(text) == [("Interviewer", "How?"), ("Jane Doe", "Well.\nI mean it.\nAnd so on, and so on.\nI do.")]


def test_notes_belong_to_the_label() -> None:
    text = "Question (translated from Farsi): Why?\n\nSergey Lavrov (speaking after X): So.\n\nSergey Lavrov: More.\n"
    turns = read_bytes(text.encode(), "talk.txt").turns
    assert [(turn.speaker.name, turn.speaker.note, turn.speaker.kind) for turn in turns] == [
        ("Question", "(translated from Farsi)", "role"),
        ("Sergey Lavrov", "(speaking after X)", "person"),
        ("Sergey Lavrov", "", "person"),
    ]


@pytest.mark.parametrize(
    ("form", "label"),
    [
        ("**{}:** {}", "Jane Doe"),
        ("**{}**: {}", "Jane Doe"),
        ("__{}:__ {}", "Jane Doe"),
        ("{}：{}", "Jane Doe"),
        ("{} : {}", "Jane Doe"),
        ("{}:\u00a0{}", "Jane Doe"),
        ("{}:{}", "Jane Doe"),
        ("  {}: {}", "Jane Doe"),
        ("{}: {}", "习近平"),
        ("{}：{}", "张伟"),
        ("{}: {}", "أحمد علي"),
        ("{}: {}", "С.В.Лавров"),
        ("({}) {}", "PERSON12"),
        ("[{}] {}", "SPEAKER_00"),
        ("{}: {}", "Speaker 1"),
        ("{}: {}", "Jane Doe, analyst"),
        ("{}: {}", "Le maire"),
        ("{}: {}", "PEDRO SÁNCHEZ"),
        ("{}: {}", "Grad B"),
        ("- {}: {}", "Jane Doe"),
        ("{}: {}", "PhD I"),
        ("### {}\n{}", "Jane Doe"),
    ],
)
def test_forms_of_labels(form: str, label: str) -> None:
    text = "\n\n".join(form.format(label, words) + "\n\nPREGUNTA: Why?" for words in ("Hello there.", "Good-bye now.", "That’s all."))
    assert [turn for turn in said(text) if turn[0] != "PREGUNTA"] == [
        (label, "Hello there."),
        (label, "Good-bye now."),
        (label, "That’s all."),
    ]


@pytest.mark.parametrize(
    "form", ["[{0}] {1}: {2}", "({0}) {1}: {2}", "{0} {1}: {2}", "{1} ({0}): {2}", "{1} [{0}]: {2}", "{1}: ({0}) {2}", "{1}  {0}\n{2}"]
)
def test_times_beside_labels_are_kept_in_seconds(form: str) -> None:
    talk = [("00:01:02", "Jane Doe", "Hello."), ("00:01:05", "Bob Roe", "Yes."), ("01:00:09", "Jane Doe", "More.")]
    turns = read_bytes("\n\n".join(form.format(*line) for line in talk).encode(), "talk.txt").turns
    assert [(turn.speaker.label, turn.text, turn.time) for turn in turns] == [
        ("Jane Doe", "Hello.", (62.0, None)),
        ("Bob Roe", "Yes.", (65.0, None)),
        ("Jane Doe", "More.", (3609.0, None)),
    ]


@pytest.mark.parametrize(("ask", "reply"), [("Q. ", "A. "), ("Q: ", "A: "), ("Q.\t", "A.\t"), ("Q     ", "A     ")])
def test_questions_and_answers_by_letter(ask: str, reply: str) -> None:
    text = "".join(f"{ask}Is it number {number}?\n{reply}A number it is.\n" for number in range(3))
    assert said(text) == [
        ("Q", "Is it number 0?"),
        ("A", "A number it is."),
        ("Q", "Is it number 1?"),
        ("A", "A number it is."),
        ("Q", "Is it number 2?"),
        ("A", "A number it is."),
    ]


def test_hearings_that_print_a_full_stop() -> None:
    text = (
        "Mr. Pell. I said so.\n\nTo you.\n\nSenator Malm. And then?\n\nMr. Pell. I did.\n\nSenator Malm. Why?\n\nThe Chairman Roe. Order.\n"
    )
    assert said(text) == [
        ("Mr. Pell", "I said so.\nTo you."),
        ("Senator Malm", "And then?"),
        ("Mr. Pell", "I did."),
        ("Senator Malm", "Why?"),
        ("The Chairman Roe", "Order."),
    ]


def test_a_full_stop_is_no_label_where_the_file_has_colons() -> None:
    text = "CHAIR DOE: Next.\n\nMr. Pell. Are you there?\n\nMr. Roe. And you?\n\nMR. PELL: Yes.\n\nCHAIR DOE: Good.\n\n"
    text += "Mr. Pell. Go on.\n\nMr. Roe. You too.\n"
    assert said(text) == [
        ("CHAIR DOE", "Next.\nMr. Pell. Are you there?\nMr. Roe. And you?"),
        ("MR. PELL", "Yes."),
        ("CHAIR DOE", "Good.\nMr. Pell. Go on.\nMr. Roe. You too."),
    ]


def test_no_label_at_all() -> None:
    reading = read_bytes(b"It was a long day,\nand nobody came.\n\nThen it rained.\n", "talk.txt")
    assert [(turn.speaker, turn.text) for turn in reading.turns] == [
        (NOBODY, "It was a long day, and nobody came."),
        (NOBODY, "Then it rained."),
    ]
    assert reading.notes == ("no speaker labels found: every paragraph is a turn by an unknown speaker",)


def test_two_lines_with_one_word_each_are_no_speakers() -> None:
    assert said("Pros: cheap.\n\nCons: ugly.\n") == [("", "Pros: cheap."), ("", "Cons: ugly.")]
