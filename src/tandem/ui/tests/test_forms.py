import re
from datetime import date

import pytest
from django import forms
from django.utils import translation

from tandem.ui import components as ui
from tandem.ui.gallery import MISTAKES, EveryKind
from tandem.ui.widgets import DayInput


class Contact(forms.Form):
    email = forms.EmailField(
        label="Your e-mail address",
        help_text="We write once.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    note = forms.CharField(label="Anything else?", required=False, max_length=40)
    token = forms.CharField(widget=forms.HiddenInput)


class Born(forms.Form):
    born_on = forms.DateField(label="When were you born?", widget=DayInput(birthday=True))


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def test_an_error_and_the_help_are_tied_to_the_box():
    shown = ui.field(Contact({"email": "nobody"})["email"])

    assert 'aria-describedby="id_email-help id_email-error"' in shown
    assert 'aria-invalid="true"' in shown
    assert 'id="id_email-help"' in shown
    assert 'id="id_email-error"' in shown


def test_a_box_without_help_or_error_claims_none():
    shown = ui.field(Contact()["note"])

    assert "aria-describedby" not in shown
    assert "aria-invalid" not in shown


def test_browsers_may_still_fill_in_what_they_know():
    assert 'autocomplete="email"' in ui.field(Contact()["email"])
    assert 'autocomplete="bday-year"' in ui.field(Born()["born_on"])


def test_what_is_optional_says_so():
    assert "(optional)" in ui.field(Contact()["note"])
    assert "(optional)" not in ui.field(Contact()["email"])


def test_nothing_typed_is_lost_and_nothing_typed_is_markup():
    shown = ui.form(EveryKind(MISTAKES))

    assert 'value="&lt;b&gt;not an address&lt;/b&gt;"' in shown
    assert 'value="a few"' in shown
    assert 'value="February"' in shown
    assert "<b>not" not in shown


def test_every_link_of_the_summary_leads_to_a_box():
    shown = ui.form(EveryKind(MISTAKES))

    targets = re.findall(r'href="#([^"]+)"', shown)

    assert len(targets) == 11
    assert [target for target in targets if f'id="{target}"' not in shown] == []


def test_no_id_is_used_twice():
    ids = re.findall(r'\bid="([^"]+)"', ui.form(EveryKind(MISTAKES)))

    assert sorted(ids) == sorted(set(ids))


def test_the_error_of_a_part_stands_at_that_part():
    shown = ui.field(EveryKind(MISTAKES)["who"])

    assert 'aria-describedby="id_who_last_name-help id_who_last_name-error"' in shown
    assert "Write the last name." in shown
    assert 'id="id_who_first_name-error"' not in shown


def test_a_form_without_mistakes_has_no_summary():
    assert ui.error_summary(Contact()) == ""
    assert ui.error_title(Contact()) == ""
    assert ui.error_title(Contact({})) == "Error: "


def test_a_form_shown_whole_carries_its_hidden_fields():
    assert '<input type="hidden" name="token"' in ui.form(Contact())
    assert ui.field(Contact()["token"]).startswith('<input type="hidden"')


def test_the_pages_one_question_is_its_heading():
    form = EveryKind()

    for name in ("kind", "who", "email", "halves", "agree"):
        assert ui.field(form[name], heading=True).count("<h1") == 1
    assert ui.form(form, heading=True).count("<h1") == 1
    assert "<h1" not in ui.form(form)


def test_the_operator_reads_what_one_says():
    shown = ui.field(EveryKind()["kind"], spoken=True)

    assert "What can somebody help you with?" in shown
    assert "What do you need a hand with?" in shown


def test_each_half_day_is_named_for_whoever_hears_the_table():
    shown = ui.field(EveryKind()["halves"])

    assert shown.count('scope="row"') == 7
    assert shown.count('scope="col"') == 3
    assert shown.count('type="checkbox"') == 21
    assert "Half-day 20" in shown


def test_what_was_ticked_stays_ticked():
    shown = ui.field(EveryKind({"halves": ["0", "20"], "kind": "meal"})["halves"])

    assert len(re.findall(r"checked", shown)) == 2
    assert re.search(r'value="20" id="id_halves_20" checked', shown)


def test_a_date_in_three_boxes_is_a_date():
    answers = {"born_on_day": "27", "born_on_month": "3", "born_on_year": "1958"}

    form = Born(answers)

    assert form.is_valid()
    assert form.cleaned_data["born_on"] == date(1958, 3, 27)
    assert 'value="1958"' in ui.field(form["born_on"])


@pytest.mark.parametrize("day", ["31", "x", "<i>", "-1", "9" * 500])
def test_a_date_that_is_none_is_kept_as_it_was_typed(day):
    form = Born({"born_on_day": day, "born_on_month": "2", "born_on_year": "1958"})

    assert not form.is_valid()
    assert f'value="{day.replace("<", "&lt;").replace(">", "&gt;")}"' in ui.field(form["born_on"])


def test_djangos_own_way_to_show_a_form_is_ours():
    assert 'class="question"' in str(Contact())
    assert 'class="question"' in Contact()["email"].as_field_group()


def test_filters_travel_in_the_address_and_can_be_taken_away():
    shown = ui.filter_form(Contact(), clear="/needs/")

    assert 'method="get"' in shown
    assert 'href="/needs/"' in shown
