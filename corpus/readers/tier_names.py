"""What the name of a tier says: whose it is, and whether it holds speech, its words, its sounds, or something about it.

Names are free: "Mary - words", "orth@KES", "K-Spch", "default". A word of the lists below tells what a tier holds; what is left is the speaker.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from corpus.speakers import speaker
from corpus.transcript import NOBODY, Speaker

Sort = Literal["said", "words", "sounds", "other", "unknown"]


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SAID = _set(
    "utterance utterances utt utts transcription transcriptions transcript transcripts transkription transkript trc trn text texts txt tx orth ortho "
    "orthography orthographic speech spch sentence sentences sent phrase phrases turn turns default ipu ipus verbal dialogue dialog asr spoken talk "
    "parole énoncé enunciado äußerung"
)
_WORDS = _set("word words wrd token tokens tok mot mots wort wörter palabra palabras ort")
_SOUNDS = _set(
    "phone phones phoneme phonemes phon phn segment segments seg segs syllable syllables syll syl mau kan ipa phonetic phonetics phonet phonol pho "
    "sampa xsampa pronunciation vowel vowels consonant consonants"
)
_OTHER = _set(
    "translation translations translate translated translit tr ft ftf ftr free gloss glosses gl ge gls pos ps msd tag tags lemma lemmas lem morph morphs "
    "morpheme morphemes mb mor note notes nt comment comments cmt kommentar remarks gesture gestures gest hand hands gaze head tone tones tobi break breaks "
    "pitch f0 intensity creak misc ref refs id ids noise noises event events activity activities topic topics code codes coding parse dep stress nonverbal "
    "kinesics rgu rgph emotion emotions sentiment lang language english eng german deutsch french français spanish español portuguese russian mandarin "
    "indonesian annotation annotations info metadata speakerid silences vad overlap laughter"
)
_PARTS = re.compile(r"[\s_@.:/()\[\]\-–—,;|+]+")
_PIECES = re.compile(rf"({_PARTS.pattern})")
_KNOWN = _SAID | _WORDS | _SOUNDS | _OTHER | _set("tier layer lt main channel audio wav")
_CODE = re.compile(r"[^\W\d_]+", re.UNICODE)
_MOST = 200


def told(name: str, participant: str = "") -> Sort | None:
    """What a tier called `name` holds, None where the name does not say. "words-pos" is about words, "ORT-MAU" is words."""
    parts = _parts(name.replace(participant, " ") if len(participant) > 1 else name)
    if parts & _OTHER:
        return "other"
    if parts & _WORDS:
        return "words"
    if parts & _SOUNDS:
        return "sounds"
    return "said" if parts & _SAID else None


def speaker_of(name: str, participant: str = "") -> Speaker:
    """Whose tier it is: the participant that the file gives, else what is left of its name; nobody for "default" or "words"."""
    label = " ".join(participant.split()) or _left(name)
    if not label:
        return NOBODY
    found = speaker(label)
    code = " " not in label and not (_CODE.fullmatch(label) and label.istitle() and len(label) > 2)
    return replace(found, kind="unknown") if code and found.kind == "person" else found


def _parts(name: str) -> frozenset[str]:
    return frozenset(part.casefold() for part in _PARTS.split(name[:_MOST]) if part)


def _left(name: str) -> str:
    """A tier's name without the words at its ends that tell what it holds; the inner ones stay."""
    pieces = [piece for piece in _PIECES.split(" ".join(name.split())[:_MOST]) if piece]
    while pieces and (pieces[-1].casefold() in _KNOWN or _PARTS.fullmatch(pieces[-1])):
        pieces.pop()
    while pieces and (pieces[0].casefold() in _KNOWN or _PARTS.fullmatch(pieces[0])):
        pieces.pop(0)
    return "".join(pieces)
