"""Sheets of paper that a machine reads: where boxes were printed, and which of them are ticked."""

from engines.sheets.layout import Box, Layout, PageLayout, Region

__all__ = ["Box", "Layout", "PageLayout", "Region"]
