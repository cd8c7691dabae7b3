"""Real files, read beside the facts that looking at them gives. Skipped where the data lies not beside the repository."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from pathlib import Path

import pytest

from corpus.library import read_file, read_library
from corpus.transcript import Transcript

DATA = Path(__file__).resolve().parents[2] / "../shared/data"
SEED = DATA / "seed/000_33e7ab3024ed8e9c.txt"
TEXTS = DATA / "formats/txt"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="no ../shared/data beside the repository")

# Labels and how often they begin a line (`grep -cP '^[ \xa0]*Q[ \xa0]'`, `grep -cP '^[ \xa0]*MS\. PSAKI:'` …).
COUNTS = {
    "2024-01-10-press-briefing": {"Q": 97, "MS. JEAN-PIERRE": 74, "MR. KIRBY": 46, "AIDE": 1},
    "2024-01-11-press-briefing": {"Q": 86, "MS. JEAN-PIERRE": 53, "MR. KIRBY": 49, "MS. BRAINARD": 17},
    "2024-01-12-background": {"MODERATOR": 8, "SENIOR ADMINISTRATION OFFICIAL": 6, "SENIOR MILITARY OFFICIAL": 5, "Q": 5},
    "2024-02-12-press-briefing": {"Q": 116, "MS. JEAN-PIERRE": 72, "MR. KIRBY": 62},
    "2024-02-13-press-briefing": {"Q": 99, "MS. JEAN-PIERRE": 70, "MR. KIRBY": 43},
    "2024-03-12-on-the-record": {"DIRECTOR YOUNG": 11, "Q": 11, "OPERATOR": 10, "CHAIR BERNSTEIN": 7, "MODERATOR": 4},
    "2024-03-12-press-briefing": {"Q": 89, "MS. JEAN-PIERRE": 52, "MR. SULLIVAN": 39, "MS. DALTON": 2},
    "2024-04-10-background": {"SENIOR ADMINISTRATION OFFICIAL": 21, "Q": 11, "OPERATOR": 9, "MODERATOR": 4},
    "2024-06-11-on-the-record": {"MR. KIRBY": 16, "Q": 15, "MODERATOR": 14},
    "2024-07-11-on-the-record": {"Q": 30, "MR. SULLIVAN": 28, "MODERATOR": 2, "AIDE": 2, "MR SULLIVAN": 1},
    "2024-07-12-press-gaggle": {"Q": 46, "MS. JEAN-PIERRE": 35, "MR. TYLER": 19, "REPRESENTATIVE DINGELL": 15, "MS. SHULER": 13},
    "2024-08-12-on-the-record": {"MR. KIRBY": 21, "Q": 20, "MODERATOR": 13},
    "2024-08-13-press-gaggle": {"MS. JEAN-PIERRE": 57, "Q": 57, "DR. WEGRZYN": 15, "AIDE": 1},
    "2024-09-12-on-the-record": {"MR. KIRBY": 21, "Q": 21, "MODERATOR": 12},
    "2024-09-13-on-the-record": {"Q": 22, "MR. KIRBY": 18, "MODERATOR": 15},
    "wh_press_briefing": {"MS. PSAKI": 80, "Q": 79},
    "elitr_paren_speaker": {"PERSON12": 170, "PERSON3": 159, "PERSON4": 37, "PERSON1": 28, "PERSON11": 20},
}


def the(name: str) -> Path:
    (path,) = TEXTS.glob(f"{name}*")
    return path


def labels(transcript: Transcript) -> dict[str, int]:
    return dict(Counter(turn.speaker.label for turn in transcript.turns))


@pytest.mark.parametrize("name", COUNTS)
def test_the_labels_of_each_file(name: str) -> None:
    assert labels(read_file(the(name))) == COUNTS[name]


@pytest.mark.parametrize("name", COUNTS)
def test_the_counts_agree_with_the_lines_of_the_file(name: str) -> None:
    text = the(name).read_bytes().decode()
    for label, count in COUNTS[name].items():
        end = {"Q": "[ \u00a0]"}.get(label, r"\) " if label.startswith("PERSON") else ":")
        assert len(re.findall(rf"^[ \u00a0]*[(]?{re.escape(label)}{end}", text, re.MULTILINE)) == count


@pytest.mark.parametrize("name", [name for name in COUNTS if name != "elitr_paren_speaker"])
def test_white_house_pages_skip_front_matter_place_and_time_only(name: str) -> None:
    transcript = read_file(the(name))
    assert {entry.why for entry in transcript.skipped} <= {"front matter", "heading", "time", "end mark"}
    assert transcript.skipped[0].why == "front matter"
    assert re.fullmatch(r"(END )?\d{1,2}:\d\d [AP]\.M\. E[SD]T", transcript.skipped[-1].text)
    assert str(transcript.date) == (name[:10] if name[0] == "2" else "2022-03-03")
    assert transcript.accounted == 1.0


def test_words_of_a_white_house_page() -> None:
    transcript = read_file(the("wh_press_briefing"))
    assert transcript.title == "Press Briefing by Press Secretary Jen Psaki, March 3rd, 2022"
    assert [(turn.speaker.label, turn.text) for turn in transcript.turns[:2]] == [("MS. PSAKI", "Hi, everyone."), ("Q", "Hi.")]
    third = transcript.turns[2].text.split("\n")
    assert third[0].startswith(
        "It’s so nice to see everybody’s beautiful faces.\u00a0 You too, Steve Holland.\u00a0 David Sanger.\u00a0 (Laughter.)"
    )
    assert len(third) == 9
    assert transcript.turns[-1].text.endswith("I looked for it.\u00a0 (Laughter.)\u00a0 Thanks, everyone.")


def test_utterance_lines_of_an_anonymised_meeting() -> None:
    transcript = read_file(the("elitr_paren_speaker"))
    assert (len(transcript.turns), transcript.skipped, transcript.date) == (414, (), None)
    assert transcript.turns[1].text == "Cool."
    assert transcript.turns[
        2
    ].text == "OK.\nSo, so let's go on agenda.\nFirst we have accepted paper to [OTHER8], to [PROJECT2].\n" + "\n".join(
        ["Um, so I, I read the reviews.", "They are very good.", "Unlike two, two reviews are like the default rewievs."]
    )
    assert "<unintelligible/>." in transcript.turns[13].text


def test_the_seed_page() -> None:
    transcript = read_file(SEED)
    assert transcript.title.startswith("Foreign Ministry Sergey Lavrov's remarks and replies to media questions")
    assert transcript.date == datetime.date(2021, 1, 26)
    assert [(turn.speaker.name, turn.speaker.note, turn.speaker.inferred, turn.lines) for turn in transcript.turns] == [
        ("Sergey Lavrov", "", True, (11, 31)),
        ("Question", "(translated from Farsi)", False, (33, 33)),
        ("Sergey Lavrov", "", False, (35, 41)),
        ("Question", "(retranslated from Farsi)", False, (43, 43)),
        ("Sergey Lavrov", "(speaking after Mohammad Javad Zarif)", False, (45, 47)),
        ("Question", "(retranslated from Farsi)", False, (49, 49)),
        ("Sergey Lavrov", "", False, (51, 59)),
        ("Question", "", False, (61, 61)),
        ("Sergey Lavrov", "", False, (63, 75)),
    ]
    opening = transcript.turns[0].text
    assert opening.startswith("Ladies and gentlemen,\nThe talks with Foreign Minister")
    assert opening.endswith("his entire delegation for the practical cooperation.")
    assert [(entry.lines[0], entry.why) for entry in transcript.skipped] == [
        (1, "boilerplate"),
        (3, "heading"),
        (5, "heading"),
        (7, "heading"),
        (9, "heading"),
        (77, "boilerplate"),
    ]
    assert transcript.accounted == 1.0


@pytest.mark.parametrize(("folder", "files", "turns"), [("qmsum/transcripts", 138, 76_347), ("whpress/transcripts", 72, 11_468)])
def test_native_libraries(folder: str, files: int, turns: int) -> None:
    library = read_library(DATA / folder)
    assert (len(library.transcripts), library.unreadable) == (files, ())
    assert sum(len(transcript.turns) for transcript in library.transcripts) == turns
    assert {transcript.accounted for transcript in library.transcripts} == {1.0}


def test_files_of_other_formats_are_listed_with_what_they_look_like() -> None:
    library = read_library(DATA / "formats")
    texts = {transcript.file for transcript in library.transcripts}
    read = ("txt/", "vtt", "srt/", "parlamint_tei/", "podcast_html/", "cha/", "eaf/", "textgrid/")
    assert {file for file in texts if not file.startswith(read) and not file.endswith(".json")} == set()
    assert all("looks like" in item.why for item in library.unreadable)
