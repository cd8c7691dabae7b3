"""What a question's own words set, as people read it. Plain text, not yet escaped."""

from __future__ import annotations

from rag.scope import Part


def limit(part: Part) -> str:
    """The part as a limit: "said by Amara Okafor", "since 1 March 2021", "in 2024", "in City council, June meeting", "asked by reporters"."""
    match part.kind:
        case "speaker":
            return f"said by {part.value}"
        case "asked":
            return f"asked by {part.value}" if part.scope.speakers else f"{part.value} only"
        case "transcript":
            return f"in {part.value}"
        case "dates":
            return f"{_before_dates(part)} {part.value}"
    return part.value


def _before_dates(part: Part) -> str:
    if part.scope.since == part.scope.until:
        return "on"
    return "from" if " to " in part.value else "in"
