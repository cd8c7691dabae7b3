"""WebVTT: `<v Name>` of Teams, "Name:" of Zoom, the rolling captions of YouTube, and files with no speakers at all."""

from __future__ import annotations

from corpus.readers.caption_reader import CaptionReader

WEBVTT = CaptionReader("webvtt/6", blocks=True)
