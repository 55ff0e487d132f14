"""Who may do what: one table of role, organisation, rows and purpose, for every address of staff.

The pages themselves refuse, each through its `access.py`; a test walks every address as every role
of every kind of organisation and compares. An address that stands nowhere here fails it.
"""

from tandem.desk.kinds_of_right import (
    ADMINISTRATOR,
    AGREEING,
    ANSWERING,
    AT_THE_DESK,
    AUDITING,
    COORDINATOR,
    DATA_OFFICER,
    DECIDING,
    EVERYBODY,
    HANDLING,
    RUNNING,
    WRITING,
    Right,
    Rows,
)
from tandem.journal.choices import Purpose

# fmt: off
RIGHTS: tuple[Right, ...] = (
    Right(
        "Requests: the list, and where each stands; of services that the role handles",
        HANDLING, Rows.LIST, Purpose.ANSWER,
        "cases:cases",
    ),
    Right(
        "Requests: open one; an operator reads its state only",
        HANDLING, Rows.SERVED, Purpose.ANSWER,
        "cases:case", handled=True,
    ),
    Right(
        "Requests: read, answer, assign, close; notes and photos",
        DECIDING, Rows.OWN, Purpose.ANSWER,
        "cases:answer cases:assign cases:note cases:close cases:read "
        "cases:case_picture", handled=True,
    ),
    Right(
        "Requests: replies that came in and belong to none",
        COORDINATOR, Rows.LIST, Purpose.ANSWER,
        "cases:replies",
    ),
    Right(
        "Requests: one reply; its pictures",
        DECIDING, Rows.OWN, Purpose.ANSWER,
        "cases:reply cases:picture", handled=True,
    ),
    Right(
        "Persons: erase one",
        DECIDING, Rows.OWN, Purpose.ANSWER,
        "cases:erase", handled=True,
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
        "Persons: who may not open her file; her address protected",
        HANDLING, Rows.SERVED, Purpose.ANSWER,
        "cases:guard", handled=True,
    ),
    Right(
        "Persons: open a protected address, with a second person’s yes",
        DECIDING, Rows.OWN, Purpose.ANSWER,
        "cases:address", handled=True,
    ),
    Right(
        "Looks: go on after many, open in an emergency, declare one’s own circle",
        HANDLING, Rows.LIST, Purpose.ANSWER,
        "cases:look_go_on cases:look_emergency cases:look_circle",
    ),
    Right(
        "Looks: one file in an emergency",
        HANDLING, Rows.OWN, Purpose.ANSWER,
        "cases:look_emergency_here cases:look_opened",
    ),
    Right(
        "Looks: what waits for a second person’s yes",
        AGREEING, Rows.LIST, None,
        "cases:look_asked",
    ),
    Right(
        "Looks: agree to an opening, or refuse",
        AGREEING, Rows.OWN, None,
        "cases:look_decide_asked",
    ),
    Right(
        "Looks: the unusual ones",
        DATA_OFFICER, Rows.LIST, None,
        "cases:look_flags",
    ),
    Right(
        "Looks: decide about an unusual one",
        DATA_OFFICER, Rows.OWN, None,
        "cases:look_flag",
    ),
    Right(
        "Rights over one’s data: make sure who asks, decide, answer",
        COORDINATOR, Rows.OWN, Purpose.OWN_DATA,
        "mine:office mine:recognise mine:decide mine:answer mine:more_time mine:lift mine:paper",
    ),
    Right(
        "Rights over one’s data: read aloud who looked",
        AT_THE_DESK, Rows.SERVED, Purpose.OWN_DATA,
        "mine:read_aloud",
    ),
    Right(
        "Signing in: let somebody who is seen, end what opens her file, a new word for a lost one",
        HANDLING, Rows.OWN, Purpose.ANSWER,
        "mine:entry mine:entry_letter mine:entry_end mine:entry_agree mine:new_word "
        "mine:new_word_leave", handled=True,
    ),
    Right(
        "Signing in: services where residents prove who they are",
        ADMINISTRATOR, Rows.OWN, None,
        "mine:providers mine:provider_new mine:provider mine:provider_end",
    ),
    Right(
        "Mandates: the list",
        AT_THE_DESK, Rows.TAKING_IN, Purpose.ANSWER,
        "mine:mandates mine:acting_end",
    ),
    Right(
        "Mandates: one of them; act under it where one is named",
        AT_THE_DESK, Rows.OWN, Purpose.ANSWER,
        "mine:mandate mine:mandate_confirm mine:mandate_refuse mine:mandate_copy "
        "mine:mandate_act mine:mandate_take_back mine:mandate_helpers mine:mandate_progress",
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
        "Desk: her requests, read out and spoken for while she is there",
        AT_THE_DESK, Rows.SERVED, Purpose.INTAKE,
        "doors:desk_open_with_her",
    ),
    Right(
        "Scans and the waiting room of paper",
        AT_THE_DESK, Rows.LIST, Purpose.INTAKE,
        "doors:scans doors:waiting_room doors:waiting_next doors:waiting_numbered",
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
        AT_THE_DESK, Rows.LIST, Purpose.SOLIDARITY,
        "solidarity:answers solidarity:company_answers",
    ),
    Right(
        "Mutual help: one need",
        AT_THE_DESK, Rows.SERVED, Purpose.SOLIDARITY,
        "solidarity:need solidarity:vital_contested",
    ),
    Right(
        "Mutual help: note what a volunteer said",
        AT_THE_DESK, Rows.SERVED, Purpose.SOLIDARITY,
        "solidarity:answered solidarity:in_touch solidarity:cancel solidarity:went "
        "solidarity:company_answered",
    ),
    Right(
        "Mutual help: the board, offers, proposals, bringing in a list",
        COORDINATOR, Rows.TAKING_IN, Purpose.SOLIDARITY,
        "solidarity:board solidarity:map solidarity:look solidarity:looking "
        "solidarity:offers solidarity:import solidarity:import_template solidarity:goods "
        "solidarity:company solidarity:company_together",
    ),
    Right(
        "Mutual help: choose, ask, welcome, pause, take back a list",
        COORDINATOR, Rows.OWN, Purpose.SOLIDARITY,
        "solidarity:ask solidarity:refuse solidarity:choose solidarity:choose_one "
        "solidarity:take_back "
        "solidarity:nobody solidarity:looked_at solidarity:minor solidarity:vital "
        "solidarity:withdraw solidarity:remark solidarity:why_not "
        "solidarity:make_room "
        "solidarity:offer solidarity:check solidarity:welcome solidarity:pause solidarity:leave "
        "solidarity:offer_change solidarity:in_touch_elsewhere "
        "solidarity:import_shown solidarity:import_again solidarity:import_throw_away "
        "solidarity:import_undo solidarity:gift solidarity:gift_share solidarity:gift_decide "
        "solidarity:parcel solidarity:circle solidarity:circle_ask solidarity:circle_refuse "
        "solidarity:circle_take_back solidarity:circle_call_off",
    ),
    Right(
        "Mutual help: word the kinds of help",
        WRITING, Rows.TAKING_IN, None,
        "solidarity:work_for solidarity:kinds solidarity:kind_add solidarity:kind_move solidarity:kind "
        "solidarity:kinds_preview",
    ),
    Right(
        "Without names: runs of the program, the list; which volunteers to look for",
        AUDITING, Rows.TAKING_IN, None,
        "solidarity:runs solidarity:look_for",
    ),
    Right(
        "Without names: changes of what the program weighs, the list, a new one",
        WRITING, Rows.TAKING_IN, None,
        "solidarity:changes solidarity:change_propose",
    ),
    Right(
        "Without names: note what was decided on a change; put it back",
        WRITING, Rows.OWN, None,
        "solidarity:change solidarity:change_put_back",
    ),
    Right(
        "Without names: one run; take its question",
        AUDITING, Rows.OWN, None,
        "solidarity:run solidarity:run_question",
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
        "streets:hand_over streets:step streets:alike streets:correct streets:photo_add "
        "streets:photo_keep streets:label streets:confirm_place",
    ),
    Right(
        "What is broken: teams, rules, jobs, visits, figures",
        DECIDING, Rows.LOCAL, Purpose.STREETS,
        "streets:teams streets:team_add streets:routing streets:several streets:reroute "
        "streets:route_add streets:plan streets:jobs streets:visits streets:office_figures",
    ),
    Right(
        "What is broken: one team, rule, job or visit",
        DECIDING, Rows.OWN, Purpose.STREETS,
        "streets:team streets:team_end streets:route streets:route_move streets:route_take_out "
        "streets:job streets:done streets:put_off streets:sheet streets:sheet_file streets:hand "
        "streets:visit",
    ),
    Right(
        "What is broken: word the categories, name places on the map, say who lives where",
        RUNNING, Rows.TAKING_IN, None,
        "streets:categories streets:category_add streets:category_move streets:category "
        "streets:categories_preview streets:places streets:inhabitants",
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
        "desk:team_part desk:team_take_back desk:team_ask_again doors:program_end",
    ),
    Right(
        "The team: new associations of the platform",
        ADMINISTRATOR, Rows.TAKING_IN, None,
        "desk:associations",
    ),
    Right(
        "The team: vouch for one, let it in, end its probation, send it away",
        ADMINISTRATOR, Rows.OWN, None,
        "desk:association",
    ),
    Right(
        "Data and the law: what is erased each night; what is still to be said",
        ANSWERING, Rows.LIST, None,
        "desk:accountable",
    ),
    Right(
        "Data and the law: say who answers for the use of data",
        ANSWERING, Rows.OWN, None,
        "desk:accountable_of",
    ),
    Right(
        "Colleagues to let in again; new ones who wait for a second yes",
        EVERYBODY, Rows.LIST, None,
        "desk:recoveries desk:newcomers",
    ),
    Right(
        "Agree to let a colleague in, or in again; or stop it",
        EVERYBODY, Rows.OWN, None,
        "desk:recovery_agree desk:recovery_refuse desk:newcomer_agree desk:newcomer_stop",
    ),
)
# fmt: on


def staff_pages() -> dict[str, Right]:
    """The right by which staff open an address, by its name; one that stands twice is refused."""
    found: dict[str, Right] = {}
    for right in RIGHTS:
        for name in right.pages.split():
            if name in found:
                raise ValueError(f"{name} stands twice in the table.")
            found[name] = right
    return found
