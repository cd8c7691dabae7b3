"""The vocabulary by which a label is told from the beginning of a sentence. Plain sets of casefolded words."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


PARTICLES = words(
    "de la le du des del della der den di da do dos van von vom zu zum ten ter af av al el bin ibn bint abu y e of and the und et"
)
"""Small words inside names and roles."""

LEADING_PARTICLES = words("de van von al el bin ibn di da du le la o os")
"""Those of them that may open a name in small letters."""

NOT_NAMES = words(
    "note notes nb location place venue date time duration subject re to from cc bcc title source url link links warning important "
    "update updates breaking summary transcript transcription copyright topic topics agenda item items ps fyi fact facts myth step "
    "part chapter section page example result results conclusion conclusions first second third fourth fifth firstly secondly "
    "thirdly finally lastly also again but so now look listen yes no okay ok however remember still then well and or if because "
    "therefore thus here there this that these those what when where why how who whom whose which i we you he she it they my our "
    "your his her their is are was were be been being have has had do does did can could will would shall should may might must not "
    "never always by on in at with without about into than as for remarks present absent participants attendees attending speakers "
    "attendance apologies contact email e-mail phone tel fax website web recorded published posted editor's author by-line byline "
    "category tags tag keywords language file format version http https www edited read watch photo photos image caption credit "
    "credits related share number point points one two three four five six seven eight nine ten any bottom line key just let let's "
    "thank thanks please dear hello hi good ladies gentlemen quote unquote every each another next last more most many much all some "
    "break jingle intro outro music ad ads advertisement sponsor sponsors promo applause laughter crosstalk silence pause recording "
    "nota notas lugar fecha fuente ort datum hinweis quelle lieu objet remarque место дата источник примечание"
)
"""Words that open or carry a sentence, or head a line of particulars ("Date:"), and make no label alone or together."""

FINE_BESIDE_OTHERS = words("i first second third one two three four five six seven eight nine ten may will all some")
"""Those of them that a label of several words may hold ("SENIOR OFFICIAL ONE", "Will Smith")."""

NOT_AMONG_OTHERS = NOT_NAMES - FINE_BESIDE_OTHERS - PARTICLES
"""What no label of several words holds."""

QUESTION_WORDS = words("question questions answer answers")
"""Labels alone, but no part of one: "First question: …" is speech."""

SMALL_ROLE_WORDS = words(
    "speaker analyst reporter official manager designer voice member officer interviewer participant journalist editor president "
    "minister secretary chair executive director engineer señor señora senyor senyora señoría diputado diputada ministro ministra presidente "
    "presidenta président présidente ministre rapporteur rapporteure deputado deputada hon"
)
"""Role words that may stand in small letters after a capital one ("Unknown analyst")."""

WEAK_ROLES = words(
    "a marketing press media all everyone some several multiple crowd other general answer answers response state court guest voice "
    "voices president minister secretary mayor governor chancellor ambassador judge doctor officials members"
)
"""Roles that are ordinary words or forms of address as well: they need evidence like a name."""

VOCATIVES = words("mr mrs ms madam")
"""What makes a role an address ("Mr. President")."""
