"""Each abuse has its defence, a test that attacks it, and a twin that sees the attack succeed.

The table in the documents is made from this list and from desk/processing/risks.py.
"""

import re
from typing import NamedTuple

from django.utils.translation import override

from tandem.desk.processing.risks import RISKS
from tests.house.source import ROOT

DOCUMENT = ROOT / "docs" / "operating" / "abuse-cases.md"
OWED = {1, 2, 3, 4, 5, 7, 10, 12, 13, 15, 16, 17}
"""Those of the threat model that must have a twin today."""
NONE_YET = "–"


class Guarded(NamedTuple):
    tests: tuple[str, ...]
    twins: tuple[str, ...] = ()


FISHING = "src/tandem/solidarity/tests/test_fishing.py"
WORLDS = "src/tandem/desk/tests/test_two_worlds.py"
GUARD = "src/tandem/people/tests/test_guard.py"
TRACE = "src/tandem/people/tests/test_one_trace.py"
PROTECTED = "src/tandem/cases/tests/test_protected_address.py"
EXCLUDED = "src/tandem/cases/tests/test_excluded.py"
ACTING = "src/tandem/mandates/tests/test_acting.py"
HOSTILE = "src/tandem/doors/tests/test_sms_hostile.py"
PACE = "src/tandem/doors/tests/test_pace.py"
DANGERS = "src/tandem/streets/tests/test_many_dangers.py"
RECOVERY = "src/tandem/desk/tests/test_recovery.py"
PUPPET = "src/tandem/desk/tests/test_recovery_by_a_puppet.py"
VETTING = "src/tandem/territory/tests/test_vetting.py"
MINORS = "src/tandem/solidarity/tests/test_minors.py"
ENTERING = "src/tandem/mine/tests/test_entering.py"
INVENTED = "src/tandem/cases/tests/test_invented_colleagues.py"
ELSEWHERE = "src/tandem/mine/tests/test_reached_elsewhere.py"
KNOWN = "src/tandem/streets/tests/test_known_without_number.py"
CONSENT = "src/tandem/mine/tests/test_mandates.py"

CASES: dict[int, Guarded] = {
    1: Guarded(
        (
            f"{FISHING}::test_before_a_yes_no_page_and_no_message_tells_who_it_is",
            f"{FISHING}::test_another_volunteer_cannot_open_the_task",
            f"{FISHING}::test_what_he_was_told_is_closed_when_the_day_is_past",
            f"{FISHING}::test_a_fourth_contact_in_a_day_is_kept_back_and_seen_by_two",
        ),
        (
            f"{FISHING}::test_the_crawl_finds_them_once_the_page_shows_them_too_early",
            f"{FISHING}::test_without_the_measure_a_fourth_would_be_told",
        ),
    ),
    2: Guarded(
        (f"{WORLDS}::test_whether_she_is_known_here_shows_on_no_page_of_others",),
        (f"{WORLDS}::test_were_roles_not_asked_whoever_runs_the_place_would_read_her",),
    ),
    3: Guarded(
        (
            "tests/house/test_never_asked.py::test_no_column_holds_papers_origin_or_national_number",
            f"{WORLDS}::test_no_page_gives_a_file_of_many_people",
        ),
        ("tests/house/test_never_asked.py::test_such_a_column_would_be_found",),
    ),
    4: Guarded(
        (
            f"{TRACE}::test_every_reveal_leaves_exactly_one_trace",
            "src/tandem/people/tests/test_reveal.py::test_a_look_remains_when_what_followed_was_undone",
            f"{GUARD}::test_a_run_of_files_stops_until_a_second_person_agrees",
        ),
        (
            f"{TRACE}::test_a_trace_in_the_pages_own_transaction_opens_nothing",
            f"{GUARD}::test_without_the_guard_the_excluded_colleague_reads_everything",
        ),
    ),
    5: Guarded(
        (
            f"{PROTECTED}::test_nothing_in_her_rows_tells_where_she_stays",
            f"{PROTECTED}::test_a_search_from_elsewhere_is_the_same_with_her_and_without",
            f"{PROTECTED}::test_two_colleagues_open_the_address_and_one_does_not",
            f"{PROTECTED}::test_no_neighbour_learns_that_she_is_known",
            f"{INVENTED}::test_two_who_were_invented_a_minute_ago_open_no_protected_address",
            f"{INVENTED}::test_with_the_rule_switched_off_the_rows_refuse_the_second_of_them",
            f"{ELSEWHERE}::test_who_asked_for_care_is_not_betrayed_by_it",
        ),
        (
            f"{PROTECTED}::test_without_protection_all_of_it_stands_there",
            f"{INVENTED}::test_without_the_rule_the_two_of_them_read_where_she_stays",
        ),
    ),
    6: Guarded(()),
    7: Guarded(
        (
            f"{ACTING}::test_whatever_happens_no_act_is_done_outside_scope_or_time_or_after_revocation",
            f"{ACTING}::test_the_database_takes_no_act_past_its_mandate",
            f"{ACTING}::test_money_takes_a_second_colleague_whom_the_database_asks_for_too",
            f"{CONSENT}::test_one_alone_lets_nobody_act_on_names_that_nobody_can_find",
        ),
        (
            f"{ACTING}::test_without_its_guard_the_database_would_have_taken_it",
            f"{CONSENT}::test_without_the_second_the_same_forgery_is_in_force",
        ),
    ),
    8: Guarded(("src/tandem/doors/tests/test_scan_folder.py",)),
    9: Guarded(
        (
            "src/tandem/cases/tests/test_measuring.py",
            f"{KNOWN}::test_no_scan_of_numbers_tells_the_number_of_a_household",
            f"{KNOWN}::test_no_scan_of_points_tells_the_point_of_a_household",
            f"{KNOWN}::test_no_word_of_what_stands_near_can_be_asked_for",
        ),
    ),
    10: Guarded(
        (
            "src/tandem/doors/tests/test_sms.py::test_what_needs_proof_is_not_done_by_text_message",
            f"{HOSTILE}::test_who_does_not_know_the_secret_brings_nothing",
            f"{ENTERING}::test_a_text_message_alone_opens_only_where_her_requests_stand",
            f"{ENTERING}::test_a_number_that_is_new_opens_nothing_of_hers_for_three_days",
        ),
        (
            f"{HOSTILE}::test_were_the_secret_not_asked_a_forged_call_would_be_a_message",
            f"{ENTERING}::test_twin_were_a_text_message_enough_a_stolen_number_opened_everything",
            f"{ENTERING}"
            "::test_twin_did_a_new_number_count_at_once_whoever_took_it_over_read_everything",
        ),
    ),
    11: Guarded(
        ("src/tandem/tenancy/tests/test_rows_stay_home.py::test_the_neighbour_reads_nothing",),
        (
            "src/tandem/tenancy/tests/test_rows_stay_home.py"
            "::test_without_the_lock_the_neighbour_would_see_them_all",
        ),
    ),
    12: Guarded(
        (
            f"{WORLDS}::test_who_runs_or_watches_the_place_reads_nobody",
            f"{PROTECTED}::test_an_emergency_alone_does_not_open_a_protected_address",
            f"{EXCLUDED}::test_the_fourth_emergency_of_an_hour_waits_for_a_second_person",
        ),
        (f"{WORLDS}::test_were_roles_not_asked_whoever_runs_the_place_would_read_her",),
    ),
    13: Guarded(
        (
            f"{RECOVERY}::test_one_alone_lets_nobody_in",
            f"{RECOVERY}::test_by_telephone_it_takes_three_days_in_which_she_can_stop_it",
            f"{ELSEWHERE}::test_each_contact_that_was_hers_is_told_and_nothing_of_hers_is",
        ),
        (
            f"{RECOVERY}::test_with_rule_and_rows_switched_off_one_alone_lets_her_in",
            f"{PUPPET}::test_a_puppet_is_refused_by_the_rule_and_by_the_rows",
        ),
    ),
    14: Guarded(("src/tandem/doors/tests/test_kiosk.py::test_no_page_may_be_kept_by_the_browser",)),
    15: Guarded(
        (
            f"{VETTING}::test_on_probation_no_file_of_a_person_opens",
            f"{VETTING}::test_a_number_whose_check_figures_are_wrong_is_refused",
            f"{MINORS}::test_no_minor_is_ever_paired_with_somebody_who_comes_alone",
        ),
        (
            f"{VETTING}::test_the_same_page_opens_once_the_probation_is_over",
            f"{VETTING}::test_with_rule_and_rows_switched_off_nobody_has_to_vouch",
            f"{MINORS}::test_without_the_safeguard_the_minor_would_be_paired_with_one_alone",
        ),
    ),
    16: Guarded(
        (
            f"{HOSTILE}::test_in_a_flood_from_everywhere_who_is_in_the_middle_goes_on",
            f"{PACE}::test_in_a_flood_the_form_is_kept_and_goes_when_she_has_waited",
            f"{PACE}::test_whoever_sends_many_waits_longer_and_longer_and_a_library_does_not",
            f"{DANGERS}::test_a_real_danger_stays_in_sight_among_many_from_one_place",
        ),
        (
            f"{PACE}::test_without_the_brake_it_goes_at_once",
            f"{DANGERS}::test_without_the_count_it_stands_behind_all_of_them",
        ),
    ),
    17: Guarded(
        (
            f"{CONSENT}::test_what_she_does_by_herself_is_shown_while_she_consents_and_no_longer",
            f"{CONSENT}::test_taking_back_costs_fewer_questions_than_giving",
        ),
        (f"{CONSENT}::test_without_asking_for_the_consent_it_would_still_be_shown",),
    ),
    18: Guarded(("src/tandem/toolbox/tests/test_drawing.py",)),
    19: Guarded(
        (
            "src/tandem/people/tests/test_stolen_and_restored.py"
            "::test_stolen_alone_it_reveals_nobody_and_the_erased_stay_erased",
        ),
        ("src/tandem/people/tests/test_keys.py::test_without_the_guard_each_of_them_would_open",),
    ),
    20: Guarded(
        ("src/tandem/journal/tests/test_sealing.py::test_an_entry_changed_or_taken_away_is_named",),
        (
            "src/tandem/journal/tests/test_sealing.py"
            "::test_without_seals_the_same_change_is_seen_by_nobody",
        ),
    ),
}


def exists(named: str) -> bool:
    place, _colons, test = named.partition("::")
    path = ROOT / place
    if not path.is_file():
        return False
    return not test or re.search(rf"^def {test}\b", path.read_text(), re.MULTILINE) is not None


def missing(cases: dict[int, Guarded]) -> list[str]:
    return [name for one in cases.values() for name in (*one.tests, *one.twins) if not exists(name)]


def as_table() -> str:
    lines = ["| | abuse | defence | attacked by | twin |", "| --- | --- | --- | --- | --- |"]
    with override("en"):
        for risk in RISKS:
            one = CASES[risk.number]
            told = [_shown(names) for names in (one.tests, one.twins)]
            lines.append(f"| {risk.number} | {risk.what} | {risk.against} | {' | '.join(told)} |")
    return "\n".join(lines) + "\n"


def _shown(names: tuple[str, ...]) -> str:
    short = (name.rpartition("::")[2].rpartition("/")[2] for name in names)
    return "<br>".join(f"`{name}`" for name in short) or NONE_YET


def test_every_test_that_is_named_exists():
    assert missing(CASES) == []
    assert set(CASES) == {risk.number for risk in RISKS}


def test_each_of_those_that_are_owed_has_an_attack_and_a_twin():
    assert [number for number in OWED if not (CASES[number].tests and CASES[number].twins)] == []


def test_a_test_that_was_renamed_or_never_written_is_found():
    """The twin."""
    named = f"{FISHING}::test_that_nobody_wrote"

    assert missing({1: Guarded((named,), ("src/nowhere.py",))}) == [named, "src/nowhere.py"]


def test_the_document_holds_this_table():
    assert as_table() in DOCUMENT.read_text(), f"Put this into {DOCUMENT.name}:\n{as_table()}"
