"""The HTTP API: the same answers as `quoth ask --json`, for other programs. Off unless asked for, behind a token."""

from __future__ import annotations
