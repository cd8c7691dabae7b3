"""What the parts of a web page are for, told from their tags, roles, classes and styles: navigation, notices, forms, what is hidden.

Owns the vocabulary. A part named here is still read where it holds most of what is said: see `html_main`.
"""

from __future__ import annotations

import re

from corpus.readers.html_page import Element

PARTICULARS = "particulars of the page"
_NEVER = {
    "head": "not shown", "script": "not shown", "style": "not shown", "template": "not shown", "noscript": "shown only without scripts", "title": "not shown",
    "select": "form", "option": "form", "optgroup": "form", "datalist": "form", "textarea": "form", "button": "button", "svg": "picture", "math": "formula",
    "iframe": "not shown", "object": "not shown", "audio": "player", "video": "player", "canvas": "picture",
}  # fmt: skip
_PARTS = {
    "nav": "navigation", "menu": "navigation", "footer": "footer", "aside": "aside", "dialog": "notice", "figcaption": "caption of a picture",
    "figure": "picture", "label": "form", "legend": "form", "search": "search",
}  # fmt: skip
_ROLES = {
    "navigation": "navigation", "menu": "navigation", "menubar": "navigation", "tablist": "navigation", "banner": "header of the site", "contentinfo": "footer",
    "complementary": "aside", "search": "search", "dialog": "notice", "alertdialog": "notice", "alert": "notice", "tooltip": "notice", "button": "button",
}  # fmt: skip
_CLASSES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"(?:^|[-_])(?:{words})(?:[-_]|$)"), why)
    for words, why in (
        ("cookies?|consent|gdpr|ccpa|onetrust|privacy-(?:banner|notice)", "cookie notice"),
        ("nav|navbar|navigation|menu|breadcrumbs?|pagination|pager|toc|site-?(?:header|nav)|masthead|topbar", "navigation"),
        ("skip-?(?:link|nav|to)?-?(?:content)?", "navigation"),
        ("footer|colophon|copyright|legal", "footer"),
        ("sidebar|widgets?|aside", "aside"),
        ("related|recommend(?:ed|ations?)|read-?(?:more|next)|more-?(?:stories|from|posts|news)", "related links"),
        ("trending|popular|latest|also|teasers?|promo|outbrain|taboola", "related links"),
        ("share|sharing|social|sharedaddy|addtoany|follow-?us", "links for sharing"),
        ("newsletter|subscribe|subscription|sign-?up|paywall|donate|donation|cta|modal|popup|overlay", "notice"),
        ("comments?|disqus|respond", "comments"),
        ("ad|ads|advert|advertisement|advertising|sponsor(?:ed|s)?|dfp|adslot", "advertisement"),
        ("tags|tag-?links|categories|cat-?links|entry-?(?:meta|footer)|post-?(?:meta|tags)|byline|author-?(?:bio|box)", PARTICULARS),
        ("pull-?quote|caption|wp-caption-text", "caption or pull quote"),
        ("search-?(?:form|box|bar)", "search"),
    )
)
_UNSEEN = re.compile(r"^(?:sr-only|visually-?hidden|screen-reader-text|screenreader|element-invisible|u-hidden|d-none|is-hidden|hidden)$")
_NONE = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden")


def never(element: Element) -> str:
    """Why the words of an element are nobody's in any page; "" where they may be somebody's."""
    return _NEVER.get(element.tag, "")


def hidden(element: Element) -> bool:
    """True for an element that a reader of the page does not see."""
    attributes = element.attributes
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("aria-hidden", "").strip().lower() == "true":
        return True
    return bool(_NONE.search(attributes.get("style", "").lower())) or any(_UNSEEN.match(name.lower()) for name in _names(element))


def part(element: Element) -> str:
    """What an element beside the main text is for; "" for any other."""
    if not element.attributes:
        return _PARTS.get(element.tag, "")
    role = element.attributes.get("role", "").strip().lower()
    if element.tag in _PARTS or role in _ROLES:
        return _PARTS.get(element.tag) or _ROLES[role]
    if element.tag in ("html", "body", "main", "article", ""):
        return ""
    return next((why for name in _names(element) for pattern, why in _CLASSES if pattern.search(name.lower())), "")


def _names(element: Element) -> list[str]:
    """The first thirty names that a page gives to an element."""
    names = element.attributes.get("class", "").split()[:30] + element.attributes.get("id", "").split()[:1]
    return [name for name in names if len(name) <= 60]
