"""Who may do what: one table of role, organisation, rows and purpose, for every address of staff.

The pages themselves refuse, each through its `access.py`; a test walks every address as every role
of every kind of organisation and compares. An address that stands nowhere here fails it.
"""

from enum import Enum
from typing import NamedTuple

from tandem.journal.choices import Purpose
from tandem.territory.choices import Role

OPERATOR, COORDINATOR = frozenset({Role.OPERATOR}), frozenset({Role.COORDINATOR})
OFFICER, ADMINISTRATOR = frozenset({Role.OFFICER}), frozenset({Role.ADMINISTRATOR})
AT_THE_DESK = OPERATOR | COORDINATOR
HANDLING = AT_THE_DESK | OFFICER
DECIDING = COORDINATOR | OFFICER
RUNNING = DECIDING | ADMINISTRATOR
WRITING = COORDINATOR | ADMINISTRATOR
EVERYBODY = HANDLING | ADMINISTRATOR


class Rows(Enum):
    """Of which organisations; what belongs to others is 404, as what does not exist."""

    OWN = "its own"
    SERVED = "its own; a telephone service, its platform’s"
    LIST = "a list of its own"
    TAKING_IN = "a list, where it takes in"
    LOCAL = "a list, in one commune"


class Right(NamedTuple):
    task: str
    roles: frozenset[Role]
    rows: Rows
    purpose: Purpose | None
    """For which personal data is read there; None where none is."""
    pages: str
    """Names of addresses, parted by spaces."""


# fmt: off
RIGHTS: tuple[Right, ...] = (
    Right(
        "Requests: the list, and where each stands",
        HANDLING, Rows.LIST, Purpose.ANSWER,
        "cases:cases",
    ),
    Right(
        "Requests: open one; an operator reads its state only",
        HANDLING, Rows.SERVED, Purpose.ANSWER,
        "cases:case",
    ),
    Right(
        "Requests: read, answer, assign, close; notes and photos",
        DECIDING, Rows.OWN, Purpose.ANSWER,
        "cases:answer cases:assign cases:note cases:close cases:read cases:reply "
        "cases:case_picture cases:picture",
    ),
    Right(
        "Requests: replies that came in",
        DECIDING, Rows.LIST, Purpose.ANSWER,
        "cases:replies",
    ),
    Right(
        "Persons: erase one",
        DECIDING, Rows.OWN, Purpose.ANSWER,
        "cases:erase",
    ),
    Right(
        "Persons: who is perhaps the same",
        AT_THE_DESK, Rows.LIST, Purpose.RECOGNISE,
        "cases:alike",
    ),
    Right(
        "Persons: compare two, decide, undo",
        AT_THE_DESK, Rows.SERVED, Purpose.RECOGNISE,
        "cases:alike_pair cases:alike_decide cases:alike_undo",
    ),
    Right(
        "Messages out: letters, calls, what failed",
        AT_THE_DESK, Rows.LIST, Purpose.CONTACT,
        "outbox:letters outbox:print outbox:calls outbox:call_list outbox:failed",
    ),
    Right(
        "Messages out: one of them",
        AT_THE_DESK, Rows.SERVED, Purpose.CONTACT,
        "outbox:printing outbox:pdf outbox:call outbox:message outbox:retry outbox:way "
        "outbox:known",
    ),
    Right(
        "Desk: search, write down, take up, paper",
        AT_THE_DESK, Rows.LIST, Purpose.INTAKE,
        "doors:desk doors:desk_search doors:desk_take_up doors:desk_new doors:desk_paper",
    ),
    Right(
        "Desk: one draft, one order",
        AT_THE_DESK, Rows.OWN, Purpose.INTAKE,
        "doors:desk_draft doors:desk_kept doors:desk_throw_away doors:desk_known "
        "doors:desk_review doors:desk_photo doors:desk_sent doors:desk_call_back "
        "doors:desk_called_back doors:desk_order doors:desk_order_pdf doors:desk_draft_paper",
    ),
    Right(
        "Desk: write down for somebody known",
        AT_THE_DESK, Rows.SERVED, Purpose.INTAKE,
        "doors:desk_new_for doors:desk_call_back_to doors:desk_to_many doors:desk_paper_for",
    ),
    Right(
        "Scans and the waiting room of paper",
        AT_THE_DESK, Rows.LIST, Purpose.INTAKE,
        "doors:scans doors:waiting_room doors:waiting_next",
    ),
    Right(
        "Scans: one of them",
        AT_THE_DESK, Rows.OWN, Purpose.INTAKE,
        "doors:scans_batch doors:scans_dealt doors:scans_page doors:scans_belongs "
        "doors:waiting_sheet doors:waiting_take doors:waiting_read doors:waiting_known "
        "doors:waiting_done doors:waiting_join doors:waiting_picture",
    ),
    Right(
        "Telephone line and terminals",
        AT_THE_DESK, Rows.LIST, Purpose.INTAKE,
        "doors:line doors:line_languages doors:rings doors:terminals",
    ),
    Right(
        "Telephone line: one call; one terminal",
        AT_THE_DESK, Rows.OWN, Purpose.INTAKE,
        "doors:line_call doors:line_open doors:line_take doors:line_take_back doors:ring_coming "
        "doors:ring_helped doors:terminal_code doors:terminal_revoke",
    ),
    Right(
        "Telephone line: greeting, closing, exchanges",
        COORDINATOR, Rows.LIST, None,
        "doors:line_greeting doors:line_exchanges doors:line_closing",
    ),
    Right(
        "Telephone line: reopen; end an exchange",
        COORDINATOR, Rows.OWN, None,
        "doors:line_reopen doors:line_end_exchange",
    ),
    Right(
        "Mutual help: answers of volunteers",
        HANDLING, Rows.LIST, Purpose.SOLIDARITY,
        "solidarity:answers",
    ),
    Right(
        "Mutual help: one need",
        HANDLING, Rows.SERVED, Purpose.SOLIDARITY,
        "solidarity:need solidarity:vital_contested",
    ),
    Right(
        "Mutual help: note what a volunteer said",
        HANDLING, Rows.SERVED, Purpose.SOLIDARITY,
        "solidarity:answered solidarity:cancel solidarity:went",
    ),
    Right(
        "Mutual help: the board, offers, proposals, bringing in a list",
        COORDINATOR, Rows.TAKING_IN, Purpose.SOLIDARITY,
        "solidarity:board solidarity:map solidarity:work_for solidarity:look solidarity:looking "
        "solidarity:offers solidarity:import solidarity:import_template",
    ),
    Right(
        "Mutual help: choose, ask, welcome, pause, take back a list",
        COORDINATOR, Rows.OWN, Purpose.SOLIDARITY,
        "solidarity:ask solidarity:refuse solidarity:choose solidarity:choose_one "
        "solidarity:nobody solidarity:looked_at solidarity:vital solidarity:withdraw "
        "solidarity:offer solidarity:check solidarity:welcome solidarity:pause solidarity:leave "
        "solidarity:import_shown solidarity:import_again solidarity:import_throw_away "
        "solidarity:import_undo",
    ),
    Right(
        "Mutual help: word the kinds of help",
        WRITING, Rows.TAKING_IN, None,
        "solidarity:kinds solidarity:kind_add solidarity:kind_move solidarity:kind "
        "solidarity:kinds_preview",
    ),
    Right(
        "What is broken: the inbox, is it repaired",
        HANDLING, Rows.LOCAL, Purpose.STREETS,
        "streets:inbox",
    ),
    Right(
        "What is broken: answers of who told us",
        HANDLING, Rows.LIST, Purpose.STREETS,
        "streets:answers",
    ),
    Right(
        "What is broken: one report",
        HANDLING, Rows.OWN, Purpose.STREETS,
        "streets:office_report streets:office_photo streets:photo_seen streets:photo_unreadable "
        "streets:note",
    ),
    Right(
        "What is broken: decide about one report",
        DECIDING, Rows.OWN, Purpose.STREETS,
        "streets:hand_over streets:step streets:correct streets:photo_add streets:photo_keep",
    ),
    Right(
        "What is broken: teams, rules, jobs, visits",
        DECIDING, Rows.LOCAL, Purpose.STREETS,
        "streets:teams streets:team_add streets:routing streets:several streets:reroute "
        "streets:route_add streets:plan streets:jobs streets:visits",
    ),
    Right(
        "What is broken: one team, rule, job or visit",
        DECIDING, Rows.OWN, Purpose.STREETS,
        "streets:team streets:team_end streets:route streets:route_move streets:route_take_out "
        "streets:job streets:done streets:put_off streets:sheet streets:sheet_file streets:hand "
        "streets:visit",
    ),
    Right(
        "What is broken: word the categories",
        RUNNING, Rows.TAKING_IN, None,
        "streets:categories streets:category_add streets:category_move streets:category "
        "streets:categories_preview",
    ),
    Right(
        "What is broken: programs of those who repair",
        ADMINISTRATOR, Rows.LIST, None,
        "streets:systems streets:hooks",
    ),
    Right(
        "What is broken: one of these programs",
        ADMINISTRATOR, Rows.OWN, None,
        "streets:system streets:system_services streets:system_end streets:hook_end",
    ),
    Right(
        "Messages to many: the list, a new one",
        WRITING, Rows.LIST, Purpose.CONTACT,
        "broadcast:broadcasts broadcast:begin",
    ),
    Right(
        "Messages to many: write, count, agree, take back",
        WRITING, Rows.OWN, Purpose.CONTACT,
        "broadcast:broadcast broadcast:public broadcast:words broadcast:look broadcast:count "
        "broadcast:ask broadcast:approve broadcast:send_back broadcast:take_back "
        "broadcast:letters broadcast:letter",
    ),
    Right(
        "Messages to many: the names",
        COORDINATOR, Rows.OWN, Purpose.CONTACT,
        "broadcast:names",
    ),
    Right(
        "The team: which organisation; programs of partners",
        ADMINISTRATOR, Rows.LIST, None,
        "desk:team doors:programs",
    ),
    Right(
        "The team: colleagues, second proofs, agreements, how one is reached",
        ADMINISTRATOR, Rows.OWN, None,
        "desk:team_of desk:team_invite desk:team_reach desk:team_proofs desk:team_link "
        "desk:team_send_link desk:recovery desk:team_end desk:team_propose desk:team_sign "
        "desk:team_part doors:program_end",
    ),
    Right(
        "Colleagues to let in again",
        EVERYBODY, Rows.LIST, None,
        "desk:recoveries",
    ),
    Right(
        "Agree to let a colleague in again, or stop it",
        EVERYBODY, Rows.OWN, None,
        "desk:recovery_agree desk:recovery_refuse",
    ),
)
# fmt: on

# Besides the pages of staff.
PUBLIC = {
    # What the house says to everybody
    "desk:home", "desk:privacy", "desk:accessibility", "desk:contact",
    "desk:health", "desk:robots", "desk:security",
    "register:algorithms", "register:algorithm", "journal:seals", "journal:roots",
    "ui:language", "ui:gallery", "ui:example",
    # Ways in
    "accounts:sign_in", "accounts:sign_out", "accounts:invitation",
    "accounts:second",
    "cases:follow", "cases:follow_close", "doors:take_up", "doors:start", "solidarity:find", "doors:paper", "doors:paper_form",
    "doors:paper_hand_in", "doors:paper_handed_in",
    "doors:kiosk_enrol",
    "doors:compared", "doors:compared_csv", "doors:compared_json",
    "doors:api", "doors:api_services", "doors:api_service",
    # What anybody may know of what is broken in the street
    "streets:open311", "streets:open311_discovery", "streets:open311_services",
    "streets:open311_definition", "streets:open311_requests", "streets:open311_request",
    "streets:reports", "streets:report", "streets:photo", "streets:squares", "streets:figures",
    "streets:figures_csv", "streets:lots",
    "streets:open311_token", "streets:data", "streets:data_file", "streets:feed",
}  # fmt: skip
WITH_CODE = {
    # Opened by what the visitor holds: reference and word, a draft's code, a volunteer's link
    "cases:follow_solved", "cases:follow_deed", "cases:follow_photo",
    "doors:question", "doors:review", "doors:sent", "doors:kept", "doors:leave",
    "solidarity:asked", "solidarity:asked_answer", "solidarity:asked_cancel",
    "solidarity:asked_went",
    "solidarity:yours_went", "solidarity:yours_cancel", "solidarity:yours_offer",
    "solidarity:pause_followed", "solidarity:leave_followed",
    "broadcast:no_more", "desk:recovered", "desk:recovery_stop",
    # Opened by the code of the first run, and 404 ever after
    "desk:first_run", "desk:first_run_platform", "desk:first_run_communes",
    "desk:first_run_administrator",
}  # fmt: skip
OWN = {
    # Whoever is signed in, about herself
    "desk:start", "desk:staff", "accounts:change_password", "accounts:second_owed",
    "accounts:proofs", "accounts:add_app", "accounts:end_app", "accounts:add_passkey",
    "accounts:end_passkey", "accounts:new_rescues", "accounts:sessions", "accounts:end_session",
    "cases:mine", "cases:looks",
    "solidarity:mine",
}  # fmt: skip
HERS = {
    # A person's own, as her account or her volunteer's link leads to them; a stranger's is 404
    "solidarity:pause_own", "solidarity:leave_own", "solidarity:own_task", "solidarity:own_answer",
    "solidarity:own_cancel", "solidarity:own_went", "solidarity:yours_vital",
    "solidarity:yours_stop", "streets:yours_repaired", "doors:photo",
}  # fmt: skip
MACHINES = {
    # Programs that show their secret or token
    "outbox:kannel_receipt", "outbox:telephone_receipt", "doors:sms_kannel",
    "doors:sms_telephone", "doors:line_told", "doors:api_ask", "doors:api_begin",
    "doors:api_draft", "doors:api_send", "doors:api_follow", "doors:api_root", "doors:api_nothing",
}  # fmt: skip
TERMINALS = {
    # A machine in a hall, enrolled by a colleague
    "doors:kiosk_home", "doors:kiosk_still_there", "doors:kiosk_over", "doors:kiosk_help",
    "doors:kiosk_need_nobody", "doors:kiosk_start", "doors:kiosk_review", "doors:kiosk_sent",
    "doors:kiosk_kept", "doors:kiosk_question", "doors:kiosk_take_up", "doors:kiosk_follow",
    "doors:kiosk_follow_solved", "doors:kiosk_follow_deed",
}  # fmt: skip


def staff_pages() -> dict[str, Right]:
    """The right by which staff open an address, by its name; one that stands twice is refused."""
    found: dict[str, Right] = {}
    for right in RIGHTS:
        for name in right.pages.split():
            if name in found:
                raise ValueError(f"{name} stands twice in the table.")
            found[name] = right
    return found


def as_table(rights: tuple[Right, ...] = RIGHTS) -> str:
    """The table as it stands in the documents."""
    order = (Role.OPERATOR, Role.COORDINATOR, Role.OFFICER, Role.ADMINISTRATOR)
    lines = [
        "| what | operator | coordinator | officer | administrator | rows | read for |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for right in rights:
        marks = " | ".join("yes" if role in right.roles else "–" for role in order)
        purpose = right.purpose.value.replace("_", " ") if right.purpose else "–"
        lines.append(f"| {right.task} | {marks} | {right.rows.value} | {purpose} |")
    return "\n".join(lines) + "\n"
