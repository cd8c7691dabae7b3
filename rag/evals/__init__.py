"""Retrieval evaluation: question files, runs, measures, reports, comparison. What notebooks import; see docs/evaluation.md."""

from rag.evals.compare import Comparison, compare
from rag.evals.measures import STANDARD, Measure, parse
from rag.evals.questions import Question, load_questions
from rag.evals.report import Report, judge, load_report
from rag.evals.runs import Record, RunHit, load_run, run
from rag.evals.statistics import Mean, interval

__all__ = [
    "STANDARD",
    "Comparison",
    "Mean",
    "Measure",
    "Question",
    "Record",
    "Report",
    "RunHit",
    "compare",
    "interval",
    "judge",
    "load_questions",
    "load_report",
    "load_run",
    "parse",
    "run",
]
