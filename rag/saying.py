"""Who a question says to have spoken: "said by", "asked by" and "said about" are three things, and only the first is found here.

A name counts only in the main clause of a saying construction ("What did X say", "according to X", "What is X's view",
"What was said by X"); anywhere else ("Who contradicted X's words?") it is a topic. Bounded repeats only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PLAIN = (
    "say|said|saying|says|state|stated|think|thinks|thought|believe|believes|believed|argue|argued|argues|claim|claimed|claims|tell|told|tells|answer|answered|"
    "reply|replied|respond|responded|promise|promised|warn|warned|warns|explain|explained|describe|described|mention|mentioned|announce|announced|"
    "suggest|suggested|propose|proposed|express|expressed|admit|admitted|deny|denied|comment|commented|insist|insisted|feel|recommend|recommended|demand|demanded|"
    r"have\s+to\s+say|(?:talk|talked|speak|spoke|spoken)(?=\s+(?:about|of|on)\b)"
)
# Words said all the same, but the verb is part of what is asked about: no topic is left without it.
_TELLING = (
    "vow|vowed|justify|justified|defend|defended|blame|blamed|accuse|accused|criticise|criticised|criticize|criticized|acknowledge|acknowledged|concede|conceded|"
    "confirm|confirmed|reject|rejected|predict|predicted|complain|complained|advise|advised|emphasise|emphasised|emphasize|emphasized|stress|stressed|declare|declared|"
    "characterise|characterised|characterize|characterized|urge|urged|praise|praised|assure|assured|(?:ask|asked|call|called) for|"
    r"ask(?:\s+\w+){1,3}?\s+to|(?:reason|reasons|explanation|figure|figures|estimate|account|answer)\s+give"
)
_NAME = r"[A-Z][\w.’'-]{0,40}?(?:\s+[A-Z][\w.’'-]{0,40}?){0,3}"
_ADVERBS = r"(?:(?:not|ever|also|really|actually|publicly|initially|originally|first|then|just|himself|herself)\s+){0,2}"
_AUXILIARY = r"\b(?:did|does|do|has|have|had|would)(?:n['’]t)?"
_SAID = re.compile(rf"{_AUXILIARY}\s+(?P<who>[^;:?]{{1,60}}?)\s+{_ADVERBS}(?P<verb>{_PLAIN})\b", re.IGNORECASE)
_TOLD = re.compile(rf"{_AUXILIARY}\s+(?P<who>[^;:?]{{1,60}}?)\s+{_ADVERBS}(?P<verb>{_TELLING})\b", re.IGNORECASE)
_GAVE = re.compile(
    r"\b(?:reasons?|explanation|figures?|estimate|account|answer|load|number|value|date)\s+(?:did|does|has|had)\s+(?P<who>[^,;:?]{1,60}?)\s+(?:give|gave|given)\b",
    re.IGNORECASE,
)
_ACCORDING = re.compile(
    r",?\s*\baccording to (?P<who>[^,;:?]{1,60}?)"
    r"(?:,\s*|(?=[;:?])|(?=\.\s*$)|(?=\s+(?:in|on|at|about|during|what|how|why|who|when|where|did|does|do|is|was|has|will|would)\b)|$)",
    re.IGNORECASE,
)
_BY = re.compile(
    rf"^(?:(?:[Aa]nd|[Bb]ut|[Ss]o)\s+)?(?:[Ww]hat|[Ww]hich\s+\w+)\s+(?:was|were|is|has\s+been|had\s+been)\s+(?:\S+\s+)?"
    rf"(?:said|stated|claimed|argued|promised|announced|proposed|suggested|told|written|expressed|given)\s+by\s+(?P<who>(?:the\s+)?{_NAME})(?=[\s,;:?.]|$)"
)
_VIEWS = (
    "views?|positions?|opinions?|stance|attitude|take|answer|response|reply|remarks|words|explanation|reasons?|reasoning|arguments?|assessment|estimate|claims?|account|"
    "statements?|comments?|promises?|advice|criticism|prediction|verdict|testimony|description|concerns?|objections?|worr(?:y|ies)|thoughts|perspective|outlook|warnings?"
)
_HEAD = r"^(?:(?:[Aa]nd|[Bb]ut|[Ss]o)\s+)?(?:[Ww]hat|[Hh]ow|[Ss]ummari[sz]e|[Gg]ive(?:\s+me)?|[Dd]escribe|[Ee]xplain|[Ss]how(?:\s+me)?|[Ff]ind|[Qq]uote)"
_VIEW = re.compile(
    rf"{_HEAD}(?:['’]s)?(?:\s+(?:is|are|was|were|would\s+be|has\s+been))?\s+"
    rf"(?:(?P<who>(?:the\s+)?{_NAME}|his|her)(?:['’]s?)?\s+(?:[a-z]+\s+)?(?:{_VIEWS})|(?:the\s+)?(?:{_VIEWS})\s+of\s+(?P<of>(?:the\s+)?{_NAME}))(?=[\s,;:?.]|$)"
)
_ROLE_VIEW = re.compile(
    rf"{_HEAD}(?:['’]s)?(?:\s+(?:is|are|was|were))?\s+"
    rf"(?P<who>(?:the\s+)?(?:[A-Za-z]+\s+){{0,3}}?[a-z]+)['’]s?\s+(?:[a-z]+\s+)?(?:{_VIEWS})(?=[\s,;:?.]|$)"
)
_FROM = re.compile(
    rf"^(?:(?:[Ss]how\s+me|[Ff]ind|[Gg]ive\s+me|[Ii]s\s+there)\s+)?(?:[Aa]nything|[Qq]uot(?:es?|ations?)|[Ww]ords|[Ss]tatements?|[Rr]emarks|[Cc]omments?)\s+(?:from|by)\s+"
    rf"(?P<who>(?:the\s+)?{_NAME})(?=[\s,;:?.]|$)"
)
_IN_WORDS = re.compile(rf"\b[Ii]n\s+(?P<who>{_NAME})['’]s?\s+(?:own\s+)?(?:view|opinion|words|account|assessment|judge?ment|estimate|telling)\b")
_CLAUSE = re.compile(
    rf"^(?:(?:[Aa]nd|[Bb]ut|[Ss]o)\s+)?(?:[Ii]s it true\s+)?(?:[Tt]ell me|[Ss]how me|[Ff]ind|[Qq]uote|[Ll]ist|[Gg]ive me)?\s*"
    rf"(?:[Tt]hat|[Ww]hat|[Ww]here|[Ww]hy|[Hh]ow|[Ww]hether|[Ee]verything|[Aa]nything|[Aa]ll)?\s*(?:that\s+)?(?P<who>{_NAME})\s+{_ADVERBS}(?:{_PLAIN}|{_TELLING})\b"
)
_ORDER = (_ACCORDING, _SAID, _TOLD, _GAVE, _BY, _IN_WORDS, _VIEW, _ROLE_VIEW, _FROM, _CLAUSE)
_PARTICLES = _words("de da del della di du la le van von der den bin ibn al el ben and or")
_TITLES = _words(
    "mr ms mrs miss dr prof professor sir madam minister senator mayor councillor president secretary chair judge governor ambassador general captain"
)
_ARTICLES = _words("the a an our")
_NOT_NAMES = _words(
    "who what which why how when where whether that this these those there it he she they we you i one anyone anybody someone somebody everyone everybody "
    "nobody people of to for with from by about as at in on if than not is was were be been no his her their its my your our"
)
_ASKS = re.compile(r"^(?:and|but|so|then)?\s*(?:what|how|why|when|where|which|who)\b\s*", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:about|on|of|regarding|concerning|that)\b\s*", re.IGNORECASE)
# "the minister of housing": the office is what can speak.
_OF_AN_OFFICE = re.compile(
    r"\b(minister|secretary|governor|president|director|ambassador|chair|head)\s+(?:of|for)\s+(?:the\s+)?\w+(?:\s+[A-Z]\w*)?$", re.IGNORECASE
)
_NO_NAME = re.compile(r"['’](?:ve|re|ll|m|d|t)\b|\w{5,}\.\s", re.IGNORECASE)  # "Thanks. You've"
_LEAST_TOPIC = 2
_MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Saying:
    """A saying construction in a text.

    `who` are its speakers as written; `at` is where they stand together, `whole` where the construction
    does: both half-open ranges of the text. `is_plain` says that the topic is whole without it.
    """

    who: tuple[str, ...]
    at: tuple[int, int]
    whole: tuple[int, int]
    is_plain: bool


def sayings(text: str) -> tuple[Saying, ...]:
    """The saying constructions of the text's main clause, all of one form; none when in doubt."""
    for form in _ORDER:
        found = [saying for at in form.finditer(text) if (saying := _saying(at, form in (_SAID, _ACCORDING)))]
        if found:
            return tuple(found)
    return ()


def topic(text: str, saying: Saying | None, without: Sequence[tuple[int, int]] = ()) -> str:
    """What a text is about without its saying construction: "the Bushehr plant" of "What did Lavrov say about the Bushehr plant?".

    `without` are ranges (a date that is a scope) to be left out too. The text itself where too little would be left.
    """
    if saying is None or not saying.is_plain:
        left = _without(text, 0, len(text), without)
    elif text[saying.whole[0] : saying.whole[1]].lstrip(" ,").casefold().startswith("according"):
        left = f"{_without(text, 0, saying.whole[0], without)} {_without(text, saying.whole[1], len(text), without)}"
    else:
        before = _ASKS.sub("", _without(text, 0, saying.whole[0], without).lstrip(" ,"), count=1)
        left = f"{before} {_ABOUT.sub('', _without(text, saying.whole[1], len(text), without).strip(), count=1)}"
    tidy = re.sub(r"\s+([,.;?])", r"\1", " ".join(left.split())).strip(" ,")
    return tidy if len(tidy.split()) >= _LEAST_TOPIC else text


def _without(text: str, start: int, end: int, gone: Sequence[tuple[int, int]]) -> str:
    """The text from `start` to `end`, less the ranges `gone` where they lie inside."""
    kept = text[:end]
    for low, high in sorted(gone, reverse=True):
        if start <= low < high <= end:
            kept = kept[:low] + kept[high:]
    return kept[start:]


def _saying(found: re.Match[str], is_plain: bool) -> Saying | None:
    group = "who" if found.groupdict().get("who") else "of"
    named = re.sub(r"\s*\([^()]*\)", "", found[group])  # "Nick Vale (deputy principal)"
    who = tuple(part.strip(" .’'") for part in re.split(r"\s+(?:and|or)\s+|,\s*", named) if part.strip(" .’'"))
    if not who or not all(can_speak(part) for part in who):
        return None
    return Saying(who, found.span(group), found.span(), is_plain)


def can_speak(who: str) -> bool:
    """True for a pronoun or a few words that can be one name or one role: not "a letter to Senator Malm", not "Reyes hear Solheim"."""
    if _NO_NAME.search(who):
        return False
    words = _OF_AN_OFFICE.sub(r"\1", who).split()
    is_role = len(words) > 1 and words[0].casefold() in _ARTICLES
    words = words[1:] if is_role else words
    if len(words) == 1:
        return words[0].casefold() in ("he", "she", "they", "him", "her", "his") or words[0].casefold() not in _NOT_NAMES
    # A capital alone is a letter of a label: "PhD I".
    if len(words) > _MOST_WORDS or any(word.casefold() in _NOT_NAMES and not (len(word) == 1 and word.isupper()) for word in words):
        return False
    if not any(word[:1].isupper() for word in words):
        return is_role or len(words) <= 2  # in small letters only so much is surely one name
    return all(word[:1].isupper() or word[:1].isdigit() or word in _PARTICLES or word.rstrip(".") in _TITLES for word in words)
