"""Sheets of paper that a machine reads: where boxes were printed, and which of them are ticked."""

from engines.sheets.answer import Answer, Reading, Reason, Writing
from engines.sheets.fingerprint import fingerprint, likeness
from engines.sheets.layout import Box, Layout, PageLayout, Region
from engines.sheets.locate import locate
from engines.sheets.question import BadQuestion, Located, Question, Refused, Rules
from engines.sheets.same import Agreement, Sameness, agreement
from engines.sheets.solve import solve
from engines.sheets.straight import cut
from engines.sheets.struck import words_struck

__all__ = [
    "Agreement",
    "Answer",
    "BadQuestion",
    "Box",
    "Layout",
    "Located",
    "PageLayout",
    "Question",
    "Reading",
    "Reason",
    "Refused",
    "Region",
    "Rules",
    "Sameness",
    "Writing",
    "agreement",
    "cut",
    "fingerprint",
    "likeness",
    "locate",
    "solve",
    "words_struck",
]
