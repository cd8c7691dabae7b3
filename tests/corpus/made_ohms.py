"""Interviews of oral history in the manner of those that OHMS exports. Everybody in them is made up."""

from __future__ import annotations

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<ROOT xmlns="https://www.weareavp.com/nunncenter/ohms" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
)


def ohms(held: str, sync: str = "", date: str = "1998-03-14") -> bytes:
    """A record with its transcript, which is XML of its own."""
    return (
        f'{_HEAD}<record id="00012" dt="2020-05-18"><version>5.4</version><date value="{date}" format="yyyy-mm-dd"/>'
        "<title>Interview with Mara Oduya, keeper of gates</title><interviewee>Mara Oduya</interviewee><interviewer>Piet Hain</interviewer>"
        f"<sync>{sync}</sync><media_url>https://gates.example/audio/oduya.mp3</media_url>\n"
        "<index><point><time>0</time><title>The gates</title><partial_transcript>This is an interview</partial_transcript></point></index>\n"
        f"{held}<transcript_alt></transcript_alt><rights>Board of Gates</rights></record></ROOT>\n"
    ).encode()


PLAIN = ohms(
    "<transcript>HAIN: This is an interview with Mara Oduya, who kept\nthe gates at Lowmouth. Where were you born?\n\n"
    "ODUYA: In the gate house. My father&#039;s father had\nbuilt it &amp; nobody left.[[footnote]]1[[/footnote]] The water came in\nevery winter.\n\n"
    "HAIN: Every winter?\n\nODUYA: Every one that I recall.\n\n"
    "[[footnotes]]\n[[note]]She left in 1951.[[/note]]\n[[/footnotes]]</transcript>",
    sync="1:|2(4)|5(4)|6(2)|10(3)",
)
TIMED = ohms(
    "<vtt_transcript><![CDATA[WEBVTT\n\nNOTE\nTRANSCRIPTION BEGIN\n\n00:00:03.000 --> 00:00:09.000\n<v HAIN>Where were you born?\n\n"
    "00:00:09.000 --> 00:00:18.000\n<v ODUYA>In the gate house.<br><br>It was cold &amp; wet.\n\n"
    "00:00:18.000 --> 00:00:00.000\n<v HAIN>Every winter?\n]]></vtt_transcript>"
)
