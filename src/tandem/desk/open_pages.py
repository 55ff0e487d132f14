"""Addresses besides the pages of staff: for everybody, for who holds a code, for oneself, for machines."""

PUBLIC = {
    # What the house says to everybody
    "desk:home", "desk:privacy", "desk:processing", "desk:processing_of", "desk:impact",
    "desk:accessibility", "desk:contact",
    "desk:health", "desk:robots", "desk:security",
    "register:algorithms", "register:algorithm", "register:example", "register:change", "journal:seals", "journal:roots",
    "ui:language", "ui:gallery", "ui:example",
    # Ways in
    "accounts:sign_in", "accounts:sign_out", "accounts:invitation",
    "accounts:second",
    "mine:enter", "mine:enter_code", "mine:enter_paper", "mine:enter_passkey", "mine:enter_back",
    "mine:enter_done", "mine:enter_which", "mine:enter_with", "mine:enter_keys", "mine:more",
    "mine:lost_word",
    "cases:follow", "cases:follow_close", "doors:take_up", "doors:number", "doors:start",
    "solidarity:find", "doors:paper", "doors:paper_form",
    "doors:paper_hand_in", "doors:paper_handed_in",
    "doors:kiosk_enrol",
    "doors:compared", "doors:compared_csv", "doors:compared_json",
    "doors:api", "doors:api_services", "doors:api_service",
    # What anybody may know of what is broken in the street
    "streets:open311", "streets:open311_discovery", "streets:open311_services",
    "streets:open311_definition", "streets:open311_requests", "streets:open311_request",
    "streets:reports", "streets:report", "streets:photo", "streets:squares", "streets:square",
    "streets:figures",
    "streets:figures_csv", "streets:closings_csv", "streets:lots",
    "streets:open311_token", "streets:data", "streets:data_file", "streets:feed",
    # What anybody may ask about her data
    "mine:home", "mine:understanding",
}  # fmt: skip
WITH_CODE = {
    # Opened by what the visitor holds: reference and word, a draft's code, a volunteer's link
    "cases:follow_solved", "cases:follow_deed", "cases:follow_photo", "cases:follow_exclude",
    "mine:ready", "mine:ready_file", "mine:ready_paper", "mine:yours_take_back",
    "mine:yours_consent_end", "mine:yours_way", "mine:yours_way_code", "mine:yours_letter",
    "mine:enter_link",
    "doors:question", "doors:review", "doors:sent", "doors:kept", "doors:leave",
    "solidarity:asked", "solidarity:asked_answer", "solidarity:asked_cancel",
    "solidarity:asked_went",
    "solidarity:yours_went", "solidarity:yours_cancel", "solidarity:yours_offer",
    "solidarity:pause_followed", "solidarity:leave_followed", "solidarity:change_followed",
    "broadcast:no_more", "desk:recovered", "desk:recovery_stop",
    # Opened by the code of the first run, and 404 ever after
    "desk:first_run", "desk:first_run_platform", "desk:first_run_communes",
    "desk:first_run_administrator",
}  # fmt: skip
OWN = {
    # Whoever is signed in, about herself
    "desk:start", "desk:staff", "desk:team_asked", "accounts:change_password", "accounts:second_owed",
    "accounts:proofs", "accounts:add_app", "accounts:end_app", "accounts:add_passkey",
    "accounts:end_passkey", "accounts:new_rescues", "accounts:sessions", "accounts:end_session",
    "cases:mine", "cases:looks", "cases:looks_exclude",
    "solidarity:mine", "mine:own_file", "mine:own_paper", "mine:ways", "mine:way_add",
    "mine:way_code", "mine:way_everywhere", "mine:way_passkey", "mine:way_end_passkey",
    "mine:way_end",
}  # fmt: skip
HERS = {
    # A person's own, as her account or her volunteer's link leads to them; a stranger's is 404
    "solidarity:pause_own", "solidarity:leave_own", "solidarity:change_own", "solidarity:own_task", "solidarity:own_answer",
    "solidarity:own_cancel", "solidarity:own_went", "solidarity:yours_vital",
    "solidarity:yours_stop", "solidarity:yours_company", "streets:yours_repaired", "doors:photo",
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
