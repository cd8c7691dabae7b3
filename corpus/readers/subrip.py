"""SubRip (.srt) and SBV (.sbv): captions whose speakers stand in the text, if anywhere: "Name:", ">>", dashes."""

from __future__ import annotations

from corpus.readers.caption_reader import CaptionReader

SUBRIP = CaptionReader("subrip/6", blocks=False)
SBV = CaptionReader("sbv/6", blocks=False)
