"""Chats: messages are turns, clock times are no times of a recording, and what nobody says is skipped with its reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import FormatError
from corpus.library import read_bytes, read_file
from corpus.readers import Reading

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "formats" / "vtt_zoom" / "meeting001_chat.txt"


def read(document: Any, name: str = "chat.json") -> Reading:
    return read_bytes(json.dumps(document).encode(), name)


def text(*lines: str) -> Reading:
    return read_bytes("\n".join(lines).encode(), "chat.txt")


def said(reading: Reading) -> list[tuple[str, str, str]]:
    assert all(turn.time is None for turn in reading.turns)
    assert reading.accounted == 1.0
    return [(turn.speaker.name, turn.speaker.note, turn.text) for turn in reading.turns]


def skipped(reading: Reading) -> list[str]:
    return [entry.why for entry in reading.skipped if not entry.why.startswith("not a message's words")]


SLACK = [
    {"type": "message", "subtype": "channel_join", "ts": "1675342300.000100", "user": "U0A1", "text": "<@U0A1> has joined the channel"},
    {"type": "message", "ts": "1675342400.000200", "user": "U0A1", "user_profile": {"real_name": "Mara Ellison"}, "text": "Tide &amp; gate: <https://example.org|plan>?",
     "reactions": [{"name": "eyes", "users": ["U0B2"], "count": 1}]},
    {"type": "message", "ts": "1675342460.000300", "thread_ts": "1675342400.000200", "user": "U0B2", "user_profile": {"real_name": "Len Torvald"},
     "text": "Shut.", "edited": {"user": "U0B2", "ts": "1675342470.000000"}},
    {"type": "message", "ts": "1675342500.000400", "user": "U0C3", "text": "At four.", "files": [{"name": "plan.pdf"}]},
    {"type": "message", "subtype": "bot_message", "ts": "1675342510.000500", "bot_id": "B1", "username": "Tide Bot", "text": "High water."},
    {"type": "message", "ts": "1675342520.000600", "user": "U0B2", "text": "", "files": [{"name": "photo.png"}]},
    {"type": "message", "subtype": "tombstone", "ts": "1675342530.000700", "user": "U0B2", "text": "This message was deleted."},
]  # fmt: skip


def test_slack() -> None:
    reading = read(SLACK, "2023-02-02.json")
    assert said(reading) == [
        ("Mara Ellison", "(2023-02-02 12:53:20 UTC)", "Tide & gate: <https://example.org|plan>?"),
        ("Len Torvald", "(2023-02-02 12:54:20 UTC, edited, reply)", "Shut."),
        ("U0C3", "(2023-02-02 12:55:00 UTC)", "At four."),
        ("Tide Bot", "(2023-02-02 12:55:10 UTC)", "High water."),
    ]
    assert [turn.speaker.kind for turn in reading.turns] == ["person", "person", "unknown", "role"]
    assert skipped(reading) == ["somebody joined", "a message without words (an attachment, or nothing)", "a deleted message"]
    assert "not a message's words: *.files.*.name (2 times)" in [entry.why for entry in reading.skipped]
    assert str(reading.date) == "2023-02-02"


def test_a_message_is_found_again_at_its_bytes() -> None:
    data = json.dumps(SLACK, indent=1).encode()
    for turn in read_bytes(data, "a.json").turns:
        assert turn.bytes
        held = json.loads(data[turn.bytes.start : turn.bytes.end])
        assert held["text"].replace("&amp;", "&") == turn.text


def test_discord() -> None:
    def message(kind: str, name: str, content: str, minute: int, **more: Any) -> dict[str, Any]:
        held = {"id": "1", "type": kind, "timestamp": f"2023-02-02T12:{minute}:20.123+00:00", "timestampEdited": None, "content": content}
        return {**held, "author": {"name": name, "nickname": more.pop("nick", None), "isBot": False}, "attachments": [], **more}

    reading = read(
        {
            "guild": {"name": "Harbor"},
            "channel": {"name": "gates"},
            "messages": [
                message("GuildMemberJoin", "len", "Joined the server.", 50),
                message("Default", "mara", "Gate seven?", 51, nick="Mara Ellison"),
                message("Reply", "len", "Shut.", 52, timestampEdited="2023-02-02T12:53:20+00:00"),
            ],
        }
    )
    assert reading.title == "Harbor / gates"
    assert said(reading) == [
        ("Mara Ellison", "(2023-02-02 12:51:20 UTC)", "Gate seven?"),
        ("len", "(2023-02-02 12:52:20 UTC, edited, reply)", "Shut."),
    ]
    assert skipped(reading) == ["a system message (GuildMemberJoin)"]


def test_teams_newest_first_with_replies_and_quoted_words() -> None:
    def message(minute: int, name: str, content: str, **more: Any) -> dict[str, Any]:
        body = {"contentType": "html", "content": content}
        return {
            "id": str(minute),
            "messageType": "message",
            "createdDateTime": f"2023-02-02T12:{minute}:00Z",
            "from": {"user": {"displayName": name}},
            "body": body,
            **more,
        }

    reading = read(
        {
            "value": [
                message(59, "Otto Kern", "", deletedDateTime="2023-02-02T13:00:00Z"),
                message(
                    55,
                    "Len Torvald",
                    '<blockquote><p>Mara Ellison</p><p>Gate seven?</p></blockquote><p>Shut.&nbsp;</p><p>At <b>four</b> <at id="0">Mara</at>.</p>',
                ),
                message(
                    50, "Mara Ellison", "<div>Gate seven?</div>", replies=[message(51, "Bo Lind", 'Which <emoji alt="🌊"></emoji>?', replyToId="50")]
                ),
                {
                    "id": "1",
                    "messageType": "systemEventMessage",
                    "createdDateTime": "2023-02-02T12:00:00Z",
                    "from": None,
                    "body": {"contentType": "html", "content": "<x/>"},
                },
            ]
        }
    )
    assert said(reading) == [
        ("Mara Ellison", "(2023-02-02 12:50:00 UTC)", "Gate seven?"),
        ("Bo Lind", "(2023-02-02 12:51:00 UTC, reply)", "Which 🌊?"),
        ("Len Torvald", "(2023-02-02 12:55:00 UTC)", "Shut.\nAt four Mara."),
    ]
    assert skipped(reading) == ["a deleted message", "a system message"]
    assert "the file has the newest message first: turns are in the order of time" in reading.notes


def test_telegram_gives_forwarded_words_to_whom_they_are_forwarded_from() -> None:
    reading = read(
        {
            "name": "Harbor watch",
            "type": "private_group",
            "messages": [
                {"id": 1, "type": "service", "date": "2023-02-01T09:00:00", "actor": "Mara", "action": "create_group", "text": ""},
                {
                    "id": 2,
                    "type": "message",
                    "date": "2023-02-01T09:01:00",
                    "from": "Mara",
                    "text": ["See ", {"type": "link", "text": "example.org"}, " now."],
                },
                {
                    "id": 3,
                    "type": "message",
                    "date": "2023-02-03T09:02:00",
                    "from": "Mara",
                    "forwarded_from": "Port Office",
                    "text": "The gate is shut.",
                },
                {"id": 4, "type": "message", "date": "2023-02-03T09:03:00", "from": "Mara", "forwarded_from": None, "text": "Trust me."},
                {"id": 5, "type": "message", "date": "2023-02-03T09:04:00", "from": "Len", "text": "", "photo": "photos/a.jpg"},
            ],
        }
    )
    assert said(reading) == [
        ("Mara", "(2023-02-01 09:01:00)", "See example.org now."),
        ("Port Office", "(2023-02-03 09:02:00, forwarded by Mara)", "The gate is shut."),
        ("", "(2023-02-03 09:03:00, forwarded by Mara)", "Trust me."),
    ]
    assert reading.title == "Harbor watch"
    assert reading.date is None
    assert "messages of 2 days, from 2023-02-01 to 2023-02-03: the transcript has no date of its own" in reading.notes


def test_google_chat() -> None:
    held = {
        "creator": {"name": "Mara Ellison", "user_type": "Human"},
        "created_date": "Thursday, February 2, 2023 at 12:51:20 PM UTC",
        "text": "Gate seven?",
    }
    assert said(read({"messages": [held]})) == [("Mara Ellison", "(Thursday, February 2, 2023 at 12:51:20 PM UTC)", "Gate seven?")]


def test_whatsapp_on_one_system() -> None:
    reading = text(
        "[13/05/2023, 10:01:03] Harbor watch: \u200eMessages and calls are end-to-end encrypted.",
        "[13/05/2023, 10:01:09] Mara Ellison: Gate seven? Note: wet.",
        "And gate eight?",
        "",
        "Tell me.",
        "\u200e[13/05/2023, 10:02:00] Len: \u200eimage omitted",
        "[13/05/2023, 10:02:10] Len: Shut. \u200e<This message was edited>",
        "[13/05/2023, 10:03:00] Mara Ellison: This message was deleted",
    )
    assert said(reading)[1:] == [
        ("Mara Ellison", "(13/05/2023, 10:01:09)", "Gate seven? Note: wet.\nAnd gate eight?\nTell me."),
        ("Len", "(13/05/2023, 10:02:10, edited)", "Shut."),
    ]
    assert skipped(reading) == ["an attachment", "a deleted message"]
    assert str(reading.date) == "2023-05-13"


def test_whatsapp_on_the_other_system_with_events() -> None:
    reading = text(
        "5/2/23, 10:01 AM - Messages and calls are end-to-end encrypted.",
        '5/2/23, 10:01 AM - Mara changed the subject to "Gate: seven"',
        "5/2/23, 10:02 AM - Mara: Gate seven?",
        "5/2/23, 10:03 AM - Len added Bo",
        "5/2/23, 10:04 AM - Len: <Media omitted>",
        "5/2/23, 10:05 AM - Len: Shut.",
    )
    assert said(reading) == [("Mara", "(5/2/23, 10:02 AM)", "Gate seven?"), ("Len", "(5/2/23, 10:05 AM)", "Shut.")]
    assert skipped(reading) == ["a system message"] * 3 + ["an attachment"]
    assert reading.date is None  # 5 February or 2 May


def test_zoom_as_saved_by_a_participant() -> None:
    reading = text(
        "10:01:00 From  Mara Ellison  to  Everyone:",
        "\tGate seven?",
        "10:01:05 From  Len Torvald  to  Everyone:",
        '\tReplying to "Gate seven?"',
        "\t",
        "\tShut.",
        "10:01:06 From  Bo  to  Everyone:",
        '\tReacted to "Shut." with 👍',
        "10:01:09 From  Len Torvald  to  Mara Ellison(Direct Message):",
        "\tThe ratio is 3:1.",
    )
    assert said(reading) == [
        ("Mara Ellison", "(10:01:00, to Everyone)", "Gate seven?"),
        ("Len Torvald", "(10:01:05, to Everyone, reply)", "Shut."),
        ("Len Torvald", "(10:01:09, to Mara Ellison(Direct Message))", "The ratio is 3:1."),
    ]
    assert skipped(reading) == ["words of the message replied to", "a reaction"]


@pytest.mark.parametrize(
    "lines",
    [
        ["10:01:00\t From Mara Ellison : Gate seven?", "10:01:05\t From Len : Shut."],
        ["10:01:00 From Mara Ellison: Gate seven?", "10:01:05 From Len: Shut."],
        ["00:10:00\tMara Ellison:\tGate seven?", "00:10:05\tLen:\tShut."],
        ["[Mara Ellison] 10:01:00", "Gate seven?", "", "[Len] 10:01:05", "Shut."],
        ["[5/2/23 10:01 AM] Mara Ellison", "Gate seven?", "[5/2/23 10:02 AM] Len", "Shut."],
        ["Mara Ellison  10:01 AM", "Gate seven?", "Len  10:02 AM", "Shut."],
        ["[10:01] <Mara Ellison> Gate seven?", "[10:02] <@Len> Shut."],
    ],
)
def test_other_forms(lines: list[str]) -> None:
    assert [(who, words) for who, _, words in said(text(*lines))] == [("Mara Ellison", "Gate seven?"), ("Len", "Shut.")]


def test_irc_events_are_nobody_s() -> None:
    reading = text("10:01 <mara> Gate seven?", "10:02 * len waves", "10:02 -!- bo has joined #gate", "10:03 <len> Shut.")
    assert [words for _, _, words in said(reading)] == ["Gate seven?", "Shut."]
    assert skipped(reading) == ["a system message"] * 2


@pytest.mark.parametrize(
    "lines",
    [
        ["Mara Ellison: Gate seven?", "Len: Shut.", "Mara Ellison: So."],
        ["[00:01] Mara Ellison: Gate seven?", "[00:02] Len: Shut."],
        ["[00:00:03] Mara: So.", "[00:00:09] Len: Shut."],
        ["Mara Ellison  0:03", "Gate seven?", "", "Len  0:09", "Shut."],
    ],
)
def test_a_transcript_is_no_chat(lines: list[str]) -> None:
    from corpus.readers import Source
    from corpus.readers.registry import choose

    assert choose(Source("a.txt", "\n".join(lines).encode())).name.startswith("plain/")


def test_a_chat_without_a_word_is_refused() -> None:
    with pytest.raises(FormatError, match="no words"):
        read([SLACK[0]])


@pytest.mark.skipif(not SHARED.is_file(), reason="the shared data are not here")
def test_the_real_chat() -> None:
    """Ten lines, four people: counted in the file."""
    transcript = read_file(SHARED)
    assert (transcript.reader.split("/")[0], len(transcript.turns), transcript.accounted) == ("chattext", 10, 1.0)
    assert [turn.speaker.name for turn in transcript.turns] == ["Andrew Knight"] * 2 + ["Ringo Starr"] + ["Andrew Knight"] * 4 + [
        "George Harrison",
        "John Lennon",
        "Paul McCartney",
    ]
    assert (transcript.turns[0].speaker.note, transcript.turns[-1].speaker.note) == ("(00:21:14)", "(00:36:49)")
    assert transcript.turns[-1].text == "Fuselage"
    assert {turn.time for turn in transcript.turns} == {None}
