"""An answer made into a test question: what was asked, and the quotations as gold. A person has to check it before it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from corpus.errors import QuestionFileError
from corpus.transcript import Transcript
from rag.answer import Answer
from rag.quote import Quote

TAGS: Final = {"kind": "silver", "made": "chat"}


@dataclass(frozen=True, slots=True)
class Drafted:
    """A test question without an id, as a line of a question file holds it.

    `elsewhere` counts the quotations that are not gold because they stand in other transcripts than most,
    `unclear` those whose words lead to no single place of their transcript.
    """

    question: dict[str, Any]
    elsewhere: int = 0
    unclear: int = 0


def drafted(answer: Answer, history: Sequence[tuple[str, str]], transcript: Callable[[str], Transcript]) -> Drafted:
    """The test question that `answer` makes, asked after the (question, answer) pairs of `history`.

    An answered question gets the proved quotations of the transcript that most of them stand in, those alone whose exact
    words a question file leads back to their place and to no other; a refused one is unanswerable in the transcript of the nearest
    passage. `transcript` gives a transcript by id. QuestionFileError where nothing can be made of the answer, ScopeError
    for a transcript that is gone.
    """
    if answer.status == "failed":
        raise QuestionFileError("an answer whose quotations could not be verified makes no test question: index the library again and ask once more")
    if answer.status == "refused":
        return Drafted(_question(answer, history, _nearest(answer), answerable=False))
    proved = [quote for quote in answer.quotes if quote.proof.verified]
    if not proved:
        raise QuestionFileError("an answer without a proved quotation makes no test question")
    most = Counter(quote.place.transcript for quote in proved).most_common(1)[0][0]
    here = [quote for quote in proved if quote.place.transcript == most]
    held = transcript(most)
    clear = [quote for quote in here if leads_back(quote, held)]
    if not clear:
        raise QuestionFileError("the quoted words do not stand at one place alone, so they cannot say where the answer is: ask for a longer passage")
    gold = list(dict.fromkeys(quote.text for quote in clear))
    return Drafted({**_question(answer, history, most, answerable=True), "gold_quotes": gold}, len(proved) - len(here), len(here) - len(clear))


def leads_back(quote: Quote, transcript: Transcript) -> bool:
    """Whether the exact words of a quotation, looked for as a question file's gold is, are found at its own place and nowhere else."""
    if not quote.text.strip():
        return False
    found = [(turn.index, turn.text.find(quote.text)) for turn in transcript.turns for _ in range(turn.text.count(quote.text))]
    return found == [(quote.place.turn, quote.place.span.start)]


def _nearest(answer: Answer) -> str:
    names = (*(hit.place.transcript for hit in answer.hits[:1]), *answer.scope.transcripts)
    if not names:
        raise QuestionFileError("a test question needs a transcript that it is asked of: choose one in the filters and ask again")
    return names[0]


def _question(answer: Answer, history: Sequence[tuple[str, str]], transcript: str, answerable: bool) -> dict[str, Any]:
    before = [{"question": question, "answer": said} for question, said in history]
    return {"question": answer.question, "transcript": transcript, "answerable": answerable, **({"history": before} if before else {}), "tags": dict(TAGS)}
