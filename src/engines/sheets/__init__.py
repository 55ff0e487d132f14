"""Sheets of paper that a machine reads: where boxes were printed, and which of them are ticked."""

from engines.sheets.answer import Answer, Reading, Reason, Writing
from engines.sheets.fingerprint import fingerprint, is_same_sheet, likeness
from engines.sheets.layout import Box, Layout, PageLayout, Region
from engines.sheets.locate import locate
from engines.sheets.question import BadQuestion, Located, Question, Refused, Rules
from engines.sheets.solve import solve
from engines.sheets.straight import cut

__all__ = [
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
    "Writing",
    "cut",
    "fingerprint",
    "is_same_sheet",
    "likeness",
    "locate",
    "solve",
]
