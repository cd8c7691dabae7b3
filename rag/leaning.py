"""Whether a question leans on what went before it, or stands alone: rules over pronouns, pointers and what is left out.

"It", "that", "there" and "then" lean only where nothing in the question itself can be meant: "Is it true that …",
"How many were there at …" and "Did the mayor say that she …" stand alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.speakers import match_key


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


OPENS = r"(?:(?:and|but|so|or|also|then|well|ok|okay)\b,?\s*){0,2}"
AUXILIARY = r"(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could|should|might|may)"
_OPENING = re.compile(rf"^{OPENS}", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:what|how)\s+about\b|^what\s+if\b|^if\b[^,]*$", re.IGNORECASE)
_CLAUSE = re.compile(rf"\b{AUXILIARY}\b|\b(?:who|what|which|why|how|when|where|whose)\b", re.IGNORECASE)
_PREPOSITION = re.compile(r"^(?:in|on|since|before|after|during|for|about|at|with|without|until|by|from|to|of)\s", re.IGNORECASE)
_POINTS = re.compile(
    r"\bthis\b(?!\s+(?:year|week|month|morning|evening|afternoon|time|spring|summer|autumn|winter|record|library|transcript)\b)|\bthese\b|"
    r"\bthose\b(?!\s+(?:who|of|that|which|in|against)\b)|"
    rf"\b(?:{AUXILIARY}|for|of|about|to|with|than|on|from|after|before|by|like|at|against|why)\s+that\b(?!\s+(?:he|she|they|the|a)\b)|"
    r"\bthat(?:\s+(?!(?:night|day|morning|evening|afternoon|week|month|year|time)\b)[\w’'-]+)?\s*[?.!]*$|^that\b|"
    r"\bthere\s*[?.!]*$|\b(?:lives?|lived|goe?s?|went|stay|stayed|happen|happens|happened)\s+there\b|"
    r"\b(?:the|that|which|another)\s+(?:[\w-]+\s+)?ones?\b(?!\s+(?:of|who|that|which|in)\b)|\bone\s*[?.!]*$|"
    r"\bthe\s+(?:first|second|third|last|latter|former|others?)\s*(?:[?,.!]|$|(?:is|was|were|are|did|does|if|when|cost|costs|mean|means)\b)",
    re.IGNORECASE,
)
_THEN = re.compile(r"\bthen\b", re.IGNORECASE)
_ELSE = re.compile(r"\b(?:(?:any|some|every|no)(?:one|body|thing)|who|what|where|how)\s+else\b", re.IGNORECASE)
_WEATHER = r"rain|rained|raining|snow|snowed|freeze|froze"
_JUDGED = (
    "true|possible|impossible|safe|likely|unlikely|clear|fair|legal|known|said|worth|right|wrong|hard|difficult|easy|necessary|important|normal|certain|sure|"
    "usual|good|bad|better|dangerous|agreed|planned|expected"
)
_EMPTY_IT = re.compile(  # an "it" that means nothing: "Is it true that …", "How long does it take to …", "Was it the mayor who …"
    rf"\bit\s+(?:really\s+|ever\s+)?(?:{_WEATHER})\b|\bit\s+(?:have\s+)?(?:made?|makes)\s+(?:a|any|no)\s+difference\b|"
    rf"\bit\s+(?:(?:is|was|be|been)\s+)?(?:\w+ly\s+|too\s+|very\s+|ever\s+)?(?:{_JUDGED})\s[^?]*?\b(?:that|to|for|if|when|how|who|what|whether|where|why)\b|"
    r"\b(?:is|was)\s+it\s+(?:ever\s+)?to\s+\w|\bit\s+(?:costs?|takes?|took|mean|means|meant)\b[^?]*\b(?:to|for)\s+\w+\s+\w|\b(?:is|was)\s+it\s+(?:the|an?|[A-Z])[^?]*\b(?:who|that)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(?P<person>he|she|him|her|hers|his)\b|\b(?P<many>they|them|their|theirs)\b|\b(?P<thing>its?)\b", re.IGNORECASE)
_ONE_OF_TWO = re.compile(r"\bone\b.*\bthe\s+others?\b", re.IGNORECASE)
_EITHER = re.compile(r"\bhe or she\b|\bhis or her\b|\bhim or her\b", re.IGNORECASE)
_OBJECT = frozenset(("him", "them", "it"))
_POSSESSIVE = frozenset(("his", "her", "their", "its"))
_FRONTED = re.compile(r"^\s+[^,]*,.*\w")
_CLAUSE_BEGUN = re.compile(rf"\b{AUXILIARY}\b", re.IGNORECASE)
_SUBJECT_AFTER = re.compile(rf"^\s+(?:{AUXILIARY}|[a-z]+(?:ed|s))\b")
_NOUN_AFTER = re.compile(r"^\s+(?!(?:about|to|on|in|at|for|with|by|from|of|that|whether|if|when|how|why|what|who|and|or|again|then)\b)[\w’'-]+", re.IGNORECASE)
_BOUNDARY = re.compile(
    r"[,;]|\b(?:that|when|if|because|before|after|while|until|since|though|although|why|how|whom?|which|what|whether|where|and|but|or)\b", re.IGNORECASE
)
_NAME = re.compile(r"(?<=[A-Za-z0-9,;.] )[A-Z][\w.’'-]*")
ROLES = (
    r"mayor|minister|president|senator|secretary|chair|chairman|chairwoman|governor|chancellor|ambassador|judge|reporter|journalist|interviewer|host|"
    r"moderator|analyst|questioner|spokesman|spokeswoman|spokesperson"
)
PEOPLE = (
    rf"{ROLES}|director|engineer|inspector|doctor|officer|captain|councillor|deputy|colleague|predecessor|successor|man|woman|husband|wife|father|mother|son|"
    r"daughter|guest|caller|witness|skipper|hydrologist|scientist|lawyer|citizen|child|boy|girl|clerk|whistleblower|treasurer|welder|fisherman|operator|"
    r"designer|manager|student|teacher|author|expert|boss|leader|player|physician|anyone|anybody|someone|somebody|everyone|everybody|nobody|who"
)
_PERSON = re.compile(rf"\b(?:{PEOPLE})\b", re.IGNORECASE)
_MANY = re.compile(
    r"\b(?!(?:was|does|has|this|his|its|says|is|less|yes|thus|perhaps|always)\b)[a-z]{3,}s\b|\b(?:people|fishermen|men|women|children|police|anyone|anybody|everyone|"
    r"everybody|nobody|somebody|someone|who)\b|\b[a-z]+\s+and\s+[a-z]+\b"
)
_THING = re.compile(r"\b(?:the|an?|his|her|their|our|no|every|each)\s+(?:[\w’'-]+\s+){0,3}?[\w’'-]{3,}", re.IGNORECASE)
_EMPTY_WORDS = _words(
    "and but the what which who whom whose why how when where did does was were are has have had will would can could should might may not for from with "
    "about into over under than that this these those there then she her him his hers its they them their you your our out off any some all both each every "
    "much many more most else also again too very just say says said tell told think thought mean means meant get got give gave happen happens happened one "
    "ones anyone anybody anything someone somebody something everyone everybody nobody please thing things other others been being done made agree agreed "
    "disagree disagreed object objected against course really exactly still yet ever never now"
)
_WHOLE_AFTER_AND = 4
_FEW = 3


def leans(text: str, speakers: Sequence[str] = ()) -> bool:
    """True when the text points beyond itself or leaves out what it is about; `speakers` are all names of those who speak."""
    rest = _OPENING.sub("", text).strip()
    if not re.search(r"\w", rest) or _ABOUT.search(rest) or _POINTS.search(_ONE_OF_TWO.sub("", rest)) or dangling(rest, speakers):
        return True
    content = _content(rest)
    if len(content) <= _FEW and (_THEN.search(text) or _ELSE.search(rest)):
        return True
    if not _CLAUSE.search(rest):  # no clause of its own: "And the bow doors?", "In 2024?"; but "herring quota" is a search
        return rest != text or bool(_PREPOSITION.match(rest)) or (len(content) < 2 and not _NAME.search(rest))
    named = bool(_NAME.search(rest) or re.search(r"\d", rest))
    return len(content) + named < _WHOLE_AFTER_AND if rest != text else not named and len(content) < 2


def _content(text: str) -> set[str]:
    """The words that say what a text is about."""
    return {word for word in re.findall(r"[\w-]+", text.casefold()) if (len(word) > 2 or word.isdigit()) and word not in _EMPTY_WORDS}


def dangling(text: str, speakers: Sequence[str] = ()) -> tuple[re.Match[str], ...]:
    """The pronouns that have nothing in the text to mean, in order; the group "person", "many" or "thing" of each says of what kind it is."""
    if not _PRONOUN.search(text):
        return ()
    names = {word for name in speakers for word in match_key(name).split()}
    plain = _EITHER.sub(lambda found: "x" * len(found[0]), _EMPTY_IT.sub(lambda found: re.sub(r"\bit\b", "xx", found[0], flags=re.IGNORECASE), text))
    return tuple(found for found in _PRONOUN.finditer(plain) if not _has_antecedent(plain, found, names))


def is_possessive(pronoun: re.Match[str]) -> bool:
    """True for "his" and for the "her" of "her view", not for that of "ask her"."""
    word = pronoun[0].casefold()
    return word == "his" or (word == "her" and bool(_NOUN_AFTER.match(pronoun.string[pronoun.end() :])))


def _has_antecedent(text: str, found: re.Match[str], names: set[str]) -> bool:
    """True when something before the pronoun can be meant by it; an object never means what stands in its own clause ("Did Osei ask him?")."""
    before, word = text[: found.start()], found[0].casefold()
    ends = _ends(before, str(found.lastgroup), names)
    if word in _POSSESSIVE and _FRONTED.match(text[found.end() :]) and not _CLAUSE_BEGUN.search(before):
        ends += _ends(text, str(found.lastgroup), names)  # "By his account, did the whistleblower …"
    is_object = word in _OBJECT and not _SUBJECT_AFTER.match(text[found.end() :])
    if word == "her":
        is_object = not is_possessive(found)
    if not is_object:
        return bool(ends)
    return any(_BOUNDARY.search(before, end) for end in ends)


def _ends(before: str, kind: str, names: set[str]) -> list[int]:
    """Where that which a pronoun of this kind can mean ends, in the text before it."""
    capital = [(found.end(), match_key(found[0]) in names) for found in _NAME.finditer(before)]
    known = [found.end() for found in re.finditer(r"[\w’'-]+", before) if match_key(found[0].removesuffix("'s").removesuffix("’s")) in names]
    if kind == "person":
        return [end for end, _ in capital] + known + [found.end() for found in _PERSON.finditer(before)]
    if kind == "many":
        return [end for end, is_person in capital if not is_person] + [found.end() for found in _MANY.finditer(before)]
    things = [found.end() for found in _THING.finditer(before) if not _PERSON.search(found[0]) and not set(found[0].casefold().split()) & names]
    return [end for end, is_person in capital if not is_person] + things
