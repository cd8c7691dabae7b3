"""Title and date of a web page, from where pages keep them, with where each came from.

Owns the order in which the places are asked. A date of a change of the page is none of the transcript.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus.dates import find_date
from corpus.readers.html_blocks import Found
from corpus.readers.html_main import OUTSIDE
from corpus.readers.html_page import Element, Page
from corpus.readers.html_parts import PARTICULARS
from corpus.readers.html_tokens import unescaped
from corpus.readers.titles import one_line

_LONGEST_JSON = 1_000_000
_LONGEST_TITLE = 300
_TITLED = re.compile(r"(?:^|[-_])(?:title|headline)(?:$|[-_])|(?:Story|Sub)Head$|[a-z]Title$|[a-z]Headline$")
_SITE = re.compile(r"(?<!\s)\s{1,20}(?:[|–—•·»]|::|-)\s{1,20}")
_DATES = (
    "article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.created", "dcterms.issued", "pubdate",
    "publishdate", "publish-date", "publish_date", "parsely-pub-date", "sailthru.date", "article.published", "citation_date", "og:published_time",
)  # fmt: skip
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(\d\d)/(\d\d)(?:/|$)")


@dataclass(slots=True)
class About:
    """What a page says of itself: entries of `meta`, `title`, headings (`h1`s and the others), JSON-LD, times, its address.

    `above` are short texts above the main text, `titled` those in elements that the page calls titles.
    """

    meta: dict[str, str] = field(default_factory=dict)
    title: str = ""
    headings: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    linked: dict[str, str] = field(default_factory=dict)
    times: list[str] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    titled: list[str] = field(default_factory=list)
    particulars: list[str] = field(default_factory=list)
    address: str = ""


def about(page: Page, source: str, found: Sequence[Found]) -> About:
    """Everything the page says of itself."""
    out = About()
    for element in page.elements:
        _take(element, out)
    for piece in page.pieces:
        element, text = page.elements[piece.at], source[piece.start : piece.end]
        if piece.kind == "raw" and element.tag == "title" and not out.title and "svg" not in {up.tag for up in page.ancestors(piece.at)}:
            out.title = one_line(unescaped(text))
        elif piece.kind == "raw" and element.attributes.get("type", "").strip().lower() == "application/ld+json":
            _take_linked(text, out)
    _take_blocks(page, found, out)
    return out


def _take_blocks(page: Page, found: Sequence[Found], out: About) -> None:
    first = next((at for at, item in enumerate(found) if not item.why), len(found))
    for at, item in enumerate(found):
        element, text = page.elements[item.home], one_line(item.text)
        if item.why == PARTICULARS:
            out.particulars.append(text[:_LONGEST_TITLE])
        if item.why not in ("", "heading", OUTSIDE) or len(text) > _LONGEST_TITLE:
            continue
        if element.tag == "h1":
            out.headings.append(text)
        elif item.why == "heading":
            out.others.append(text)
        elif at < first and item.why:
            out.above.append(text)
            if any(_TITLED.search(name) for name in element.attributes.get("class", "").split()[:30]):
                out.titled.append(text)


def title_of(said: About, in_text: str) -> tuple[str, str]:
    """The title and where it came from; ("", "") where the page has none. `in_text` is the one that the text itself begins with."""
    site = said.meta.get("og:site_name", "")
    if len(said.headings) == 1 and one_line(said.headings[0]).casefold() != site.casefold():
        return one_line(said.headings[0]), "the page's heading"
    shared = one_line(said.meta.get("og:title", ""))
    if shared:
        return _without_site(shared, site), "og:title"
    if said.linked.get("headline"):
        return one_line(said.linked["headline"]), "JSON-LD"
    rest = [(": ".join(said.titled[:2]), "what the page calls a title"), (next(iter(said.headings), ""), "the page's first heading")]
    rest += [(_without_site(said.title, site), "<title>"), (in_text, "the text"), (next(iter(said.others), ""), "the page's first heading")]
    return next(((text, where) for text, where in rest if text), ("", ""))


def date_of(said: About, title: str, heading: Sequence[str], name: str) -> tuple[datetime.date | None, str]:
    """The first date that can mean one day only, and where it came from; what the page says of its event comes before when it was put up."""
    for text, where in _dated(said, title, heading, name):
        date = find_date(text[:500])
        if date:
            return date, where
    return None, ""


def _dated(said: About, title: str, heading: Sequence[str], name: str) -> Iterator[tuple[str, str]]:
    yield title, "the title"
    yield said.title, "<title>"
    yield from ((text, "the text above the first turn") for text in heading)
    yield from ((text, "a <time> of the page") for text in said.times)
    yield from ((said.meta[key], f"meta {key}") for key in _DATES if key in said.meta)
    yield said.linked.get("datePublished", ""), "JSON-LD"
    address = _IN_ADDRESS.search(said.address)
    yield from ((text, "the text above the transcript") for text in said.above)
    yield from ((text, "the particulars of the page") for text in said.particulars)
    yield "-".join(address.groups()) if address else "", "the page's address"
    yield name, "the file's name"


def _without_site(title: str, site: str) -> str:
    """The title without the site's name at its end, where the page tells that name."""
    title = title.removeprefix("- ")  # as the titles of printed hearings begin
    parts = _SITE.split(title)
    if site and len(parts) > 1 and parts[-1].casefold() == site.casefold():
        return title[: title.rindex(parts[-1])].rstrip(" |–—•·»:-")
    return title


def _take(element: Element, out: About) -> None:
    attributes = element.attributes
    if element.tag == "meta":
        key = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").strip().lower()
        if key and attributes.get("content", "").strip():
            out.meta.setdefault(key, attributes["content"][:2_000])
    elif element.tag == "time" and attributes.get("datetime") and len(out.times) < 20:
        out.times.append(attributes["datetime"][:100])
    elif element.tag == "link" and attributes.get("rel", "").strip().lower() == "canonical":
        out.address = out.address or attributes.get("href", "")[:2_000]


def _take_linked(text: str, out: About) -> None:
    """Headline and date of publication of the first thing in JSON-LD that has them."""
    if len(text) > _LONGEST_JSON:
        return
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return
    waiting: list[Any] = [value]
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting.extend(item[:200])
        elif isinstance(item, dict):
            for key in ("headline", "datePublished"):
                if isinstance(item.get(key), str):
                    out.linked.setdefault(key, item[key][:2_000])
            waiting.extend(item["@graph"] if isinstance(item.get("@graph"), list) else [])
