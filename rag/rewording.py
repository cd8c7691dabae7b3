"""A fragment put into the question before it: "And on Syria?" after "What did Lavrov say about Iran?" is "What did Lavrov say on Syria?".

Each rule returns a whole question, or None where it does not apply; a doubt is left to the bracket of `follow_up`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.leaning import AUXILIARY, OPENS, ROLES
from rag.names import match
from rag.saying import Saying, sayings
from rag.when import When, when_said

_END = r"\s*[?.!]*$"
_WHAT_ABOUT = r"(?:(?:what|how)\s+about\s+)?"
_ABOUT = r"(?:about|on|regarding|concerning)"
_SOMEBODY = re.compile(rf"^{OPENS}{_WHAT_ABOUT}(?P<said>according\s+to\s+|for\s+)?(?P<who>[^,;:?!]+?){_END}", re.IGNORECASE)
_ROLE = re.compile(rf"^the\s+(?:[\w-]+\s+){{0,2}}(?:{ROLES})$", re.IGNORECASE)
_TOPIC = re.compile(
    rf"^(?P<opens>{OPENS})(?P<about>(?:what|how)\s+about\s+)?(?:(?P<prep>{_ABOUT}|as\s+for|as\s+to)\s+)?(?P<what>[^?;:]+?){_END}", re.IGNORECASE
)
_NO_TOPIC = re.compile(
    rf"\b(?:{AUXILIARY}|can['’]t|won['’]t|who|which|what|why|how|when|where|if|because|according|else|more|that|this|these|those|then|there)\b|"
    r"^(?:in|since|before|after|during|for|at|with|without|until|by|from|to|of|so|not)\s",
    re.IGNORECASE,
)
_FRAME = re.compile(rf"^[^?]{{0,60}}?\b(?P<prep>{_ABOUT}|of)\s+(?P<topic>[^?]+?){_END}", re.IGNORECASE)
_ASKED = re.compile(rf"^{AUXILIARY}\b", re.IGNORECASE)
_PLAIN_PREPOSITION = re.compile(r"^\s*(?:(?:in|on|during)\s+)", re.IGNORECASE)
_ONLY_A_DATE = re.compile(
    rf"^{OPENS}{_WHAT_ABOUT}(?:(?:\w+\s+(?:years?|months?|weeks?|days?)\s+(?:later|earlier|before)|later|earlier|back)\b)?\W*$", re.IGNORECASE
)
_RELATIVE = re.compile(rf"^{OPENS}{_WHAT_ABOUT}(?:(?P<how>before|since|after|until)\s+(?:that|then)|(?P<later>later|afterwards|earlier)){_END}", re.IGNORECASE)
_HOW_MUCH_LATER = {"since": "after", "later": "after", "afterwards": "after", "earlier": "before"}
_ALONE = re.compile(rf"^{OPENS}(?P<adverb>why|how|when|where)(?:\s+(?P<not>not)|\s+so|\s+then|\s+(?:is|was)\s+that|\s+exactly)?{_END}", re.IGNORECASE)
_YES_NO = re.compile(rf"^{OPENS}(?:(?:why|how|when|where)\s+)?(?P<aux>{AUXILIARY})(?P<not>n['’]t)?\s+(?P<rest>[^?]+?){_END}", re.IGNORECASE)
_NEGATED = {"can": "can't", "will": "won't"}
_MORE = re.compile(
    rf"^{OPENS}(?:please\s+)?(?:(?:tell|say|give|show)(?:\s+(?:me|us))?\s+(?:some\s+|a\s+(?:bit|little)\s+)?more|"
    rf"(?:anything|what|something)\s+(?:else|more)|go\s+on|continue|more)(?:,?\s+please)?(?:\s+(?:about|on)\s+(?:that|this|it))?{_END}",
    re.IGNORECASE,
)
_VERBATIM = re.compile(
    rf"^{OPENS}(?:in\s+(?:his|her|their|other|exact)(?:\s+(?:own|exact))?\s+words|word\s+for\s+word|verbatim|literally|"
    r"(?:(?:can|could)\s+you\s+|please\s+)?(?:quote|repeat)\s+(?:that|it|him|her|them|this)(?:\s+please)?|say\s+(?:that|it)\s+again|"
    rf"what\s+(?:were|are|was)\s+(?:his|her|their|the)\s+(?:exact|own|actual|very)\s+words|what\s+exactly\s+did\s+(?:he|she|they)\s+say){_END}",
    re.IGNORECASE,
)
_CORRECTS = re.compile(
    r"^(?:(?:(?:no|nope|sorry|actually|wait|oh|well)\b[,.;!]?\s*)*i\s+(?:mean|meant|was\s+asking|asked)\s+|(?:(?:no|nope|sorry|wait)\b[,.;!]\s*)+)(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    rf"^(?:(?:no|sorry)\b[,.;!]?\s*)?not\s+(?:in\s+|about\s+)?(?P<old>[^,;?]+)[,;]\s*(?:but\s+)?(?:in\s+|about\s+)?(?P<new>[^,;?]+?){_END}", re.IGNORECASE
)
_ELSEWHERE = re.compile(
    rf"^{OPENS}(?:now\s+)?(?:(?:to\s+)?(?:something|another|a\s+different|a\s+new)\s*(?:else|subject|topic|question|matter|thing)?|by\s+the\s+way|on\s+(?:another|a\s+different)\s+"
    r"(?:subject|topic|note|matter)|different\s+(?:subject|topic|question)|(?:now\s+)?(?:back\s+)?to\s+the\s+[\w-]+)\s*[,:;.-]\s*(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_ONE = re.compile(r"\b(?P<head>the\s+[\w-]+)\s+one\b", re.IGNORECASE)
_ORDINALS = frozenset(("first", "second", "third", "last", "other", "next", "latter", "former", "same"))
_ADJECTIVE_NOUN = re.compile(r"\b(?:the|an?)\s+(?P<adjective>[\w-]+)\s+(?P<noun>[\w-]+)\b", re.IGNORECASE)
_PREPOSITION = re.compile(rf"^{OPENS}{_WHAT_ABOUT}(?P<prep>for|in|with|without|at|during|by|from|to|of)\s+(?P<what>[^?,;:]+?){_END}", re.IGNORECASE)
_STOPS = rf"(?=\s*(?:[?.!,;:]|$)|\s+(?:{AUXILIARY}|under|for|in|on|at|with|by|from|to|of|about|during|per|according|when|if|that)\b)"
_ARTICLES = frozenset(("the", "a", "an"))
_MOST_WORDS = 8


def elsewhere(text: str) -> str | None:
    """What is asked after a turn to another subject: "what did Osei say?" of "Now something else: what did Osei say?"."""
    found = _ELSEWHERE.match(text)
    return _capital(found["rest"]) if found else None


def corrected(text: str) -> str | None:
    """What is meant instead, as a fragment: "And the east one?" of "No, I meant the east one."; None for no correction."""
    found = _CORRECTS.match(text)
    return f"And {found['rest'].rstrip('.!? ')}?" if found else None


def asks_instead(text: str) -> bool:
    """True for "Not gate two, gate five."."""
    return bool(_INSTEAD.match(text))


def asks_for_more(text: str) -> bool:
    """True for "Tell me more.", "Anything else?"."""
    return bool(_MORE.match(text))


def asks_for_words(text: str) -> bool:
    """True for "Word for word?", "What were her exact words?"."""
    return bool(_VERBATIM.match(text))


def reworded(text: str, before: str, speakers: Sequence[str]) -> str | None:
    """The fragment `text` as a whole question made of the question `before`; None where no rule fits."""
    if asks_for_words(text):
        return f"{before.rstrip(' ?.!')}, word for word?"
    if asks_for_more(text):
        return re.sub(rf"^({OPENS}what)\b(?=\s+{AUXILIARY}\b)", r"\1 else", before, count=1, flags=re.IGNORECASE) if _said(before) else None
    instead = _INSTEAD.match(text)
    if instead:
        return _replaced(before, instead["old"].strip(), instead["new"].strip())
    text = _with_noun(text, before)
    for rule in (_of_another, _at_another_time, _asking_why, _in_parallel, _on_another_topic):
        made = rule(text, before, speakers)
        if made:
            return made
    return None


def _said(before: str) -> Saying | None:
    """The one saying construction of a question."""
    found = sayings(before)
    return found[0] if len(found) == 1 else None


def _of_another(text: str, before: str, speakers: Sequence[str]) -> str | None:
    """The question before, put to another speaker: "What about Reyes?" after "What did Solheim say about the levy?"."""
    found, said = _SOMEBODY.match(text), _said(before)
    if not found or not said or len(found["who"].split()) > 4:
        return None
    who, meant = found["who"], match(found["who"], speakers)
    if not meant.names and not _ROLE.match(who):
        return None
    if len(meant.people) == 1 and len(who.split()) == 1 and meant.people[0].casefold().split()[-1] != who.casefold() and not meant.people[0].isupper():
        who = meant.people[0]  # "Daniel" as "Daniel Okafor"
    start, end = said.at
    return f"{before[:start]}{who}{before[end:]}"


def _at_another_time(text: str, before: str, speakers: Sequence[str]) -> str | None:
    """The question before, about another time: "And in 2024?", "What about June 2022?", "And before that?"."""
    said = _said(before)
    said_until = said.whole[1] if said else 0
    old = when_said(before, said_until)
    new = _time(text, before[slice(*old.at)] if old else "")
    if new is None:
        return None
    if not said and not old:
        return f"{before.rstrip(' ?.!')} {new}?"
    return _moved(before, said, old, new)


def _moved(before: str, said: Saying | None, old: When | None, new: str) -> str:
    """The question with its date replaced; in a saying construction right behind it, where a date surely says when it was said."""
    if old and (not said or old.is_sure):
        return f"{before[: old.at[0]]}{new if old.at[0] else _capital(new)}{before[old.at[1] :]}"
    kept = f"{before[: old.at[0]].rstrip()}{before[old.at[1] :]}" if old else before
    if said and _ASKED.match(before[slice(*said.whole)]) and (not old or old.at[0] >= said.whole[1]):
        return f"{kept[: said.whole[1]]} {new}{kept[said.whole[1] :]}"
    first = re.match(rf"(?:{AUXILIARY}|what|why|how|when|where|who|which|according)\b", kept, re.IGNORECASE)
    return f"{_capital(new)}, {kept[0].lower() if first else kept[0]}{kept[1:]}"


def _time(text: str, old: str) -> str | None:
    """The time that a fragment names: "in 2024" of "And in 2024?", "before April 2024" of "And before that?" after "in April 2024"."""
    relative = _RELATIVE.match(text)
    if relative:
        how = (relative["how"] or relative["later"]).casefold()
        return f"{_HOW_MUCH_LATER.get(how, how)} {_PLAIN_PREPOSITION.sub('', old)}" if _PLAIN_PREPOSITION.match(old) else None
    asked = re.sub(rf"^({OPENS})(?:what|how)\s+about\s+(?=(?:\d|(?-i:[A-Z])[a-z]+\.?\s+\d))", r"\1in ", text, flags=re.IGNORECASE)
    asked = re.sub(rf"^({OPENS})(?=\d{{4}}\b|(?-i:[A-Z])[a-z]+\.?\s+\d)", r"\1in ", asked, flags=re.IGNORECASE)
    found = when_said(asked, 0)
    if not found or not _ONLY_A_DATE.match(asked[: found.at[0]] + asked[found.at[1] :]):
        return None
    named = asked[slice(*found.at)]
    return named[0].lower() + named[1:]


def _asking_why(text: str, before: str, speakers: Sequence[str]) -> str | None:
    """Why, when, where or how that is: "Why did Solheim say that about the levy?", "When does Parliament have to ratify it?"."""
    found, said = _ALONE.match(text), _said(before)
    if not found:
        return None
    adverb = found["adverb"].capitalize()
    if said and adverb == "Why" and re.match(rf"^{OPENS}what\s+{AUXILIARY}\b", before, re.IGNORECASE) and said.is_plain and not found["not"]:
        when = when_said(before, said.whole[1])
        dated = when.at if when and when.is_sure and when.at[0] >= said.whole[1] else (said.whole[1], said.whole[1])
        why = re.sub(rf"^{OPENS}what\b", "Why", before[: said.whole[1]], count=1, flags=re.IGNORECASE)
        asked = f"{why} that{before[said.whole[1] : dated[0]].rstrip()}{before[dated[1] :]}"
        return f"{_capital(before[slice(*dated)])}, w{asked[1:]}" if dated[0] < dated[1] else asked
    whole = _YES_NO.match(before)
    if not whole:
        return None
    auxiliary = whole["aux"].casefold()
    negated = _NEGATED.get(auxiliary, f"{auxiliary}n't")
    return f"{adverb} {negated if found['not'] or whole['not'] else auxiliary} {whole['rest']}?"


def _in_parallel(text: str, before: str, speakers: Sequence[str]) -> str | None:
    """The fragment in the place of what is like it: "for small boats" for "for large trawlers", "gate five" for "gate two"."""
    found = _PREPOSITION.match(text)
    if found and not _NO_TOPIC.search(found["what"]):
        like = list(re.finditer(rf"\b{found['prep']}\s+[^?,;:]+?{_STOPS}", before, re.IGNORECASE))
        return f"{before[: like[0].start()]}{found['prep']} {found['what']}{before[like[0].end() :]}" if len(like) == 1 else None
    topic = _TOPIC.match(text)
    words = topic["what"].split() if topic else []
    bare = [word for word in words if word.casefold() not in _ARTICLES]
    if not topic or len(bare) != 2 or _NO_TOPIC.search(topic["what"]):
        return None
    for pattern in (rf"\b{re.escape(bare[0])}\s+[\w-]+", rf"\b[\w-]+\s+{re.escape(bare[1])}\b"):
        places = [at for at in re.finditer(pattern, before, re.IGNORECASE) if not set(at[0].casefold().split()) & _ARTICLES]
        if len(places) == 1:
            return f"{before[: places[0].start()]}{' '.join(bare)}{before[places[0].end() :]}"
    return None


def _on_another_topic(text: str, before: str, speakers: Sequence[str]) -> str | None:
    """What the same speaker said on another topic, at the same time."""
    found, said = _TOPIC.match(text), _said(before)
    if not found or not said or not (found["opens"] or found["about"] or found["prep"]) or _NO_TOPIC.search(found["what"]):
        return None
    if len(found["what"].split()) > _MOST_WORDS or match(found["what"], speakers).names:
        return None
    frame = _FRAME.match(before[said.whole[1] :])
    is_plain = said.is_plain and bool(_ASKED.match(before[slice(*said.whole)]))
    when = when_said(before, said.whole[1])
    at = said.whole[1] + frame.start("prep") if frame and is_plain else -1
    dated = f" {before[slice(*when.at)]}" if when and not 0 <= when.at[0] < max(at, 0) else ""
    head = before[:at].rstrip() if at > 0 else f"What did {before[slice(*said.at)]} say"
    prep = (found["prep"] or (frame["prep"] if frame and at > 0 else "about")).casefold()
    return f"{head} {'about' if prep.startswith('as ') else prep} {found['what']}{dated[:1]}{dated[1:2].lower()}{dated[2:]}?"


def _with_noun(text: str, before: str) -> str:
    """The text with "one" as the noun it stands for, where the question before has a single thing of that form ("the grey compound" of "the grey one")."""
    found = _ONE.search(text)
    nouns = [at["noun"] for at in _ADJECTIVE_NOUN.finditer(before) if not re.fullmatch(rf"{_ABOUT}|of|in|{AUXILIARY}", at["noun"], re.IGNORECASE)]
    if not found or len(nouns) != 1 or found["head"].casefold().split()[-1] in _ORDINALS:
        return text
    return f"{text[: found.start()]}{found['head']} {nouns[0]}{text[found.end() :]}"


def _replaced(before: str, old: str, new: str) -> str | None:
    found = re.search(rf"\b{re.escape(old)}\b", before, re.IGNORECASE)
    return f"{before[: found.start()]}{new}{before[found.end() :]}" if found else None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
