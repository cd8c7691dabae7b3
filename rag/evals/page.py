"""The report as one HTML page that needs nothing else: plots, and a browser of the questions that says why each failed.

The page holds the report's own JSON and draws itself from it. Words of a transcript are data to it: they are escaped so
that none can end the script element, and `page_parts` only ever makes text nodes of them.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Mapping
from importlib import resources
from typing import Any, Final

# Each may use what stands before it. One script, so that one hash in the policy allows it and nothing else.
_SCRIPTS: Final = ("text.js", "facts.js", "why.js", "charts.js", "summary.js", "slices.js", "detail.js", "narrow.js", "browse.js", "page.js")
# What could end the script element or a line of it, and lone surrogates, which UTF-8 cannot carry.
_UNSAFE: Final = re.compile("[<>&\u2028\u2029\ud800-\udfff]")

_PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>Evaluation report · Quoth</title>
<style>{style}</style>
</head>
<body>{back}
<noscript>This report is drawn by the script inside it: allow scripts for this file. It asks for nothing from anywhere.</noscript>
<script type="application/json" id="report">{report}</script>
<script>{script}</script>
</body>
</html>
"""


def page(report: Mapping[str, Any], back: tuple[str, str] | None = None) -> str:
    """The HTML page of a report: what `Report.as_json` gives, or `load_report` read; the same report gives the same bytes.

    It asks for nothing: its own policy forbids every request and every script but its own. ValueError if a number in the
    report is not finite, which JSON cannot say. `back`, an address and its name, becomes a link in the head: the way back
    to where the page was opened from.
    """
    parts = resources.files("rag.evals") / "page_parts"
    style = (parts / "page.css").read_text(encoding="utf-8")
    script = "(() => {\n'use strict';\n" + "\n".join((parts / name).read_text(encoding="utf-8") for name in _SCRIPTS) + "})();\n"
    link = '<a id="back" href="{}">{}</a>'.format(*map(html.escape, back)) if back else ""
    return _PAGE.format(back=link, policy=_policy(style, script), style=style, script=script, report=embedded(report))


def embedded(report: Mapping[str, Any]) -> str:
    r"""The report's JSON as it stands in the page: `<`, `>`, `&`, U+2028, U+2029 and lone surrogates as `\uXXXX`."""
    text = json.dumps(dict(report), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def _policy(style: str, script: str) -> str:
    """What a browser lets the page do: draw itself with this very style and script."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_digest(style)}'",
            f"script-src '{_digest(script)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
