"""Pages to which a helper leads: their address stands in no module of the looks as it is opened.

When such a look is opened, it is compared with what is said here.
"""

from django.urls import resolve

BY_A_HELPER = {
    "accounts:invitation": "invitation",
    "broadcast:broadcast": "to-many-sent",
    "broadcast:count": "to-many-count",
    "broadcast:look": "to-many-look",
    "broadcast:names": "to-many-names",
    "broadcast:no_more": "no-more",
    "broadcast:public": "to-many-public",
    "broadcast:words": "to-many-words",
    "cases:alike_pair": "side-by-side",
    "doors:desk_draft": "desk-mistakes",
    "doors:desk_kept": "desk-kept",
    "doors:desk_known": "desk-alike",
    "doors:desk_order": "desk-paper-order",
    "doors:desk_review": "desk-read-back",
    "doors:desk_sent": "desk-receipt",
    "doors:kiosk_question": "kiosk-where",
    "doors:kiosk_sent": "kiosk-receipt",
    "doors:line_call": "line-call",
    "doors:scans_batch": "scans-batch",
    "doors:waiting_done": "waiting-back",
    "doors:waiting_known": "waiting-alike",
    "doors:waiting_sheet": "waiting-sheet",
    "mine:provider": "service",
    "outbox:message": "one-message",
    "solidarity:circle": "circle",
    "solidarity:gift": "gift",
    "solidarity:change_own": "own-offer-change",
    "solidarity:leave_own": "own-leave",
    "solidarity:own_cancel": "own-cancel",
    "solidarity:own_task": "own-task",
    "streets:answers": "street-answers",
    "streets:categories_preview": "categories-preview",
    "streets:category": "categories-one",
    "streets:category_add": "categories-add",
    "streets:correct": "street-correct",
    "streets:job": "street-job",
    "streets:jobs": "street-jobs",
    "streets:note": "street-note",
    "streets:office_figures": "street-figures",
    "streets:office_photo": "street-photo",
    "streets:office_report": "street-report",
    "streets:photo_add": "street-photo-add",
    "streets:plan": "street-plan",
    "streets:reroute": "street-reroute",
    "streets:route_add": "street-route",
    "streets:routing": "street-routing",
    "streets:several": "street-several",
    "streets:sheet": "street-sheet",
    "streets:step": "street-step",
    "streets:system": "system",
    "streets:team": "street-team",
    "streets:teams": "street-teams",
    "streets:visit": "street-visit",
    "streets:visits": "street-visits",
}
_PAGES = {look: page for page, look in BY_A_HELPER.items()}


def other_than_said(look: str, path: str) -> str:
    """What a look opens in place of the page that is said of it; empty where it opens that one."""
    said = _PAGES.get(look)
    found = resolve(path.partition("?")[0].partition("#")[0]).view_name if said else said
    return "" if found == said else f"{look} opens {found}, not {said}"
