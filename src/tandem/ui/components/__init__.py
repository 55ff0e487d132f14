"""Every component, one typed function each; templates find them under `ui.`."""

from tandem.ui.components.deeds import back_link, button, link_button
from tandem.ui.components.figures import bars, figure, parts
from tandem.ui.components.lists import (
    Fact,
    Head,
    Moment,
    breadcrumbs,
    summary_list,
    table,
    table_row,
    timeline,
)
from tandem.ui.components.pictures import pictogram, tile
from tandem.ui.components.ways import Tab, pager, pagination, steps, tabs
from tandem.ui.components.words import (
    card,
    details,
    emergency,
    empty_state,
    messages,
    notice,
    receipt,
    tag,
    welcome,
)
from tandem.ui.forms import error_summary, error_title, field, filter_form, form

__all__ = [
    "Fact",
    "Head",
    "Moment",
    "Tab",
    "back_link",
    "bars",
    "breadcrumbs",
    "button",
    "card",
    "details",
    "emergency",
    "empty_state",
    "error_summary",
    "error_title",
    "field",
    "figure",
    "filter_form",
    "form",
    "link_button",
    "messages",
    "notice",
    "pager",
    "pagination",
    "parts",
    "pictogram",
    "receipt",
    "steps",
    "summary_list",
    "table",
    "table_row",
    "tabs",
    "tag",
    "tile",
    "timeline",
    "welcome",
]
