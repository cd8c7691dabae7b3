"""Times in TEI: utterances point to points of a timeline, each so and so much after another one (ISO 24624)."""

from __future__ import annotations

import math

from corpus.readers.joining import Time
from corpus.readers.xml_names import reference
from corpus.readers.xml_tree import Element

_UNITS = {"": 1.0, "s": 1.0, "ms": 0.001, "min": 60.0, "h": 3600.0}


class Times:
    """The points of a file's timelines in seconds from the first one. A clock time is none: nobody knows when the recording began."""

    def __init__(self, root: Element) -> None:
        """Reads every timeline once."""
        self._points: dict[str, float] = {}
        for timeline in root.all("timeline"):
            unit = _UNITS.get(timeline.get("unit"))
            if unit is not None:
                self._read(timeline, unit)

    def of(self, element: Element) -> Time | None:
        """When `element` (with `start` and `end`) is spoken; None where the file does not say."""
        start = self._points.get(reference(element.get("start")))
        end = self._points.get(reference(element.get("end")))
        return None if start is None else (start, end if end is not None and end >= start else None)

    def at(self, point: str) -> float | None:
        """The second of a point ("#T1"); None where the file does not say."""
        return self._points.get(reference(point))

    def _read(self, timeline: Element, unit: float) -> None:
        origin = reference(timeline.get("origin"))
        for at, point in enumerate(element for element in timeline.elements() if element.tag == "when"):
            identifier, since = point.get("id"), reference(point.get("since"))
            interval = _number(point.get("interval"))
            if not point.get("interval") and (identifier == origin or (at == 0 and not origin)):
                self._points[identifier] = 0.0
            elif interval is not None and since in self._points:
                self._points[identifier] = round(self._points[since] + interval * unit, 3)


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and 0 <= value <= 1e9 else None
