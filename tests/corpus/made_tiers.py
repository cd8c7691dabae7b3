"""Recordings in tiers, CHAT and TTML, written for these tests: fictional people, the shapes of real files."""

from __future__ import annotations

from collections.abc import Sequence

# slots, then tiers as (attributes, annotations as (id, slots or the annotation referred to, words))
_Annotation = tuple[str, tuple[str, str] | str, str]


def elan(tiers: Sequence[tuple[str, Sequence[_Annotation]]], slots: dict[str, int | None], types: str = "") -> str:
    """An .eaf file in ELAN's own layout."""
    out = ['<?xml version="1.0" encoding="UTF-8"?>', '<ANNOTATION_DOCUMENT AUTHOR="" DATE="2020-01-02T03:04:05+00:00" FORMAT="3.0" VERSION="3.0">']
    out.append('    <HEADER MEDIA_FILE="" TIME_UNITS="milliseconds">')
    out.append('        <MEDIA_DESCRIPTOR MEDIA_URL="file:///C:/talks/mill.wav" MIME_TYPE="audio/x-wav" RELATIVE_MEDIA_URL="./mill.wav"/>')
    out.extend(['        <PROPERTY NAME="lastUsedAnnotationId">9</PROPERTY>', "    </HEADER>", "    <TIME_ORDER>"])
    out.extend(f'        <TIME_SLOT TIME_SLOT_ID="{slot}"' + ("" if value is None else f' TIME_VALUE="{value}"') + "/>" for slot, value in slots.items())
    out.append("    </TIME_ORDER>")
    for attributes, records in tiers:
        out.append(f"    <TIER {attributes}>")
        for identifier, place, words in records:
            refers = f'ANNOTATION_REF="{place}"' if isinstance(place, str) else f'TIME_SLOT_REF1="{place[0]}" TIME_SLOT_REF2="{place[1]}"'
            tag = "REF_ANNOTATION" if isinstance(place, str) else "ALIGNABLE_ANNOTATION"
            out.append(f'        <ANNOTATION>\n            <{tag} ANNOTATION_ID="{identifier}" {refers}>')
            out.append(f"                <ANNOTATION_VALUE>{words}</ANNOTATION_VALUE>\n            </{tag}>\n        </ANNOTATION>")
        out.append("    </TIER>")
    return "\n".join([*out, types, "</ANNOTATION_DOCUMENT>", ""])


SLOTS: dict[str, int | None] = {"t1": 0, "t2": 1500, "t3": 1000, "t4": 2500, "t5": 3000, "t6": 4000, "t7": None, "t8": 5000}
TYPES = """    <LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="utterance" TIME_ALIGNABLE="true"/>
    <LINGUISTIC_TYPE CONSTRAINTS="Symbolic_Association" LINGUISTIC_TYPE_ID="free" TIME_ALIGNABLE="false"/>
    <LINGUISTIC_TYPE CONTROLLED_VOCABULARY_REF="G" LINGUISTIC_TYPE_ID="codes" TIME_ALIGNABLE="true"/>
    <CONTROLLED_VOCABULARY CV_ID="G"><DESCRIPTION>Hands</DESCRIPTION></CONTROLLED_VOCABULARY>"""
DIALOGUE = elan(
    [
        (
            'LINGUISTIC_TYPE_REF="utterance" PARTICIPANT="Rosa Gray" TIER_ID="RG"',
            [("a1", ("t1", "t2"), "Is the mill\n                open?"), ("a2", ("t5", "t6"), "Since &amp; when?"), ("a3", ("t7", "t8"), "Tell me.")],
        ),
        ('LINGUISTIC_TYPE_REF="utterance" TIER_ID="Jonas"', [("a4", ("t3", "t4"), "It is."), ("a5", ("t4", "t5"), "It was.")]),
        ('LINGUISTIC_TYPE_REF="free" PARENT_REF="RG" PARTICIPANT="Rosa Gray" TIER_ID="RG-en"', [("a6", "a1", "Open?"), ("a7", "a2", "When?")]),
        ('LINGUISTIC_TYPE_REF="codes" TIER_ID="Hands"', [("a8", ("t1", "t2"), "raised")]),
        ('LINGUISTIC_TYPE_REF="utterance" TIER_ID="empty"', [("a9", ("t1", "t2"), "")]),
    ],
    SLOTS,
    TYPES,
)
FIELDWORK = elan(
    [
        ('LINGUISTIC_TYPE_REF="refT" PARTICIPANT="KES" TIER_ID="ref@KES"', [("a1", ("t1", "t2"), "mill.001"), ("a2", ("t5", "t6"), "mill.002")]),
        ('LINGUISTIC_TYPE_REF="orthT" PARENT_REF="ref@KES" PARTICIPANT="KES" TIER_ID="orth@KES"', [("a3", "a1", "mu lu"), ("a4", "a2", "ka")]),
        ('LINGUISTIC_TYPE_REF="wordT" PARENT_REF="orth@KES" PARTICIPANT="KES" TIER_ID="word@KES"', [("a5", "a3", "mu"), ("a6", "a3", "lu")]),
        ('LINGUISTIC_TYPE_REF="ftT" PARENT_REF="ref@KES" PARTICIPANT="KES" TIER_ID="ft@KES"', [("a7", "a1", "the mill stands"), ("a8", "a2", "yes")]),
    ],
    SLOTS,
)

LONG_GRID = """File type = "ooTextFile"
Object class = "TextGrid"

xmin = 0
xmax = 9.5
tiers? <exists>
size = 4
item []:
    item [1]:
        class = "IntervalTier"
        name = "Mary"
        xmin = 0
        xmax = 9.5
        intervals: size = 3
        intervals [1]:
            xmin = 0
            xmax = 2.25
            text = "He said ""wait"",
and left."
        intervals [2]:
            xmin = 2.25
            xmax = 5
            text = ""
        intervals [3]:
            xmin = 5
            xmax = 6.5
            text = "So – I went."
    item [2]:
        class = "IntervalTier"
        name = "Mary - words"
        xmin = 0
        xmax = 9.5
        intervals: size = 2
        intervals [1]:
            xmin = 0
            xmax = 0.5
            text = "he"
        intervals [2]:
            xmin = 0.5
            xmax = 1
            text = "said"
    item [3]:
        class = "IntervalTier"
        name = "Jonas"
        xmin = 0
        xmax = 9.5
        intervals: size = 2
        intervals [1]:
            xmin = 1.5
            xmax = 3
            text = "Why?"
        intervals [2]:
            xmin = 3
            xmax = 4
            text = "<sil>"
    item [4]:
        class = "TextTier"
        name = "tones"
        xmin = 0
        xmax = 9.5
        points: size = 1
        points [1]:
            number = 1.2
            mark = "H*"
"""
SHORT_GRID = """File type = "ooTextFile"
"TextGrid"

0 ! the beginning
2.5
<exists>
2
"IntervalTier"
"words"
0
2.5
4
0
0.5
"the"
0.5
1
"mill"
1
1.5
"sp"
1.5
2.5
"stands"
"IntervalTier"
"phones"
0
2.5
1
0
2.5
"ð"
"""

CHAT = (
    "@UTF8\n@PID:\t11312/c-1\n@Begin\n@Languages:\teng\n@Participants:\tCHI Laura Target_Child, MOT Mother,\n\tINV1 Investigator, UNK Unidentified\n"
    "@ID:\teng|mill|CHI|2;06.|female|||Target_Child|||\n@ID:\teng|mill|MOT|||||Mother|||\n@Media:\tmill, audio\n@Date:\t21-JUN-2004\n@Comment:\tA mill.\n"
    "*MOT:\twhat's that [/] that <in the> [//] on the\n\tmill ? \x150_2333\x15\n%mor:\tpro:int|what cop|be&3S .\n%gra:\t1|2|SUBJ\n\t2|0|ROOT\n"
    "*MOT:\t&-uh tell me +... \x152333_3000\x15\n*CHI:\txxx (be)cause wheel@o [= laughs] . [+ imit] \x153000_4100\x15\n%com:\tpoints\n"
    '*UNK:\tyes .\n*UNK:\tno .\n@New Episode\n*CHI:\tmore . \x15%snd:"mill"_5000_5500\x15 then \x155500_6100\x15\n*INV1:\t0 .\n@End\n'
)

TTML = """<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xmlns:ttp="http://www.w3.org/ns/ttml#parameter"
    xmlns:tts="http://www.w3.org/ns/ttml#styling" ttp:frameRate="25" ttp:timeBase="media" xml:lang="en">
  <head>
    <metadata><ttm:title>The mill, 3 May 2022</ttm:title>
      <ttm:agent xml:id="a1" type="person"><ttm:name type="alias">RG</ttm:name><ttm:name type="full">Rosa Gray</ttm:name></ttm:agent>
      <ttm:agent xml:id="a2" type="person"><ttm:name type="full">Jonas Pell</ttm:name></ttm:agent></metadata>
    <styling><style xml:id="s1" tts:color="white"/></styling>
  </head>
  <body><div>
    <p xml:id="p1" begin="00:00:01.000" end="00:00:02.500" ttm:agent="a1">Is the mill<br/>open &amp; dry?</p>
    <p begin="00:00:03:05" dur="1s" ttm:agent="a1"><metadata><ttm:desc>calm</ttm:desc></metadata><span tts:color="red">Well</span>?</p>
    <p begin="125f" end="150f" ttm:agent="a2">
      It <span>is</span>,
      mostly.</p>
    <p begin="6s" end="7s"><span ttm:agent="a2">Come.</span><br/><span ttm:agent="a1">Now?</span></p>
  </div></body>
</tt>
"""
DFXP = """<tt xml:lang="en" xmlns="http://www.w3.org/2006/10/ttaf1"><head/><body><div>
<p begin="0:00:01.20" end="0:00:02.60" id="c1">ANNA: Where is it?</p>
<p begin="0:00:02.60" end="0:00:04.00">It was here.</p>
<p begin="0:00:04.00" end="0:00:05.00">- No.<br/>- Yes.</p>
<p begin="0:00:05.00" end="0:00:05.50">ANNA: So?</p>
<p begin="bad" end="0:00:06.00">&gt;&gt; BEN: I have it.</p>
</div></body></tt>"""

EXMARALDA = """<?xml version="1.0" encoding="UTF-8"?>
<!-- (c) somebody -->
<basic-transcription><head><meta-information><project-name>Mills</project-name><transcription-name>The mill talk</transcription-name>
<referenced-file url="mill.wav"/></meta-information><speakertable><speaker id="SPK0"><abbreviation>Rosa</abbreviation></speaker>
<speaker id="SPK1"><abbreviation>JP</abbreviation></speaker></speakertable></head><basic-body><common-timeline>
<tli id="T0" time="0.0"/><tli id="T1" time="1.5"/><tli id="T2"/><tli id="T3" time="3.25"/></common-timeline>
<tier id="TIE0" speaker="SPK0" category="v" type="t" display-name="Rosa [v]">
 <event start="T0" end="T1">Is the </event><event start="T1" end="T2">mill open? </event></tier>
<tier id="TIE1" speaker="SPK0" category="en" type="a" display-name="Rosa [en]"><event start="T0" end="T2">Open?</event></tier>
<tier id="TIE2" speaker="SPK1" category="v" type="t" display-name="JP [v]"><event start="T1" end="T3">It is.</event></tier>
<tier id="TIE3" category="nn" type="d" display-name="[nn]"><event start="T0" end="T3">wind</event></tier>
</basic-body></basic-transcription>
"""
