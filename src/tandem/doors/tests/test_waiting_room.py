"""What a colleague does with a sheet: read it, send it, or ask the person what is open."""

import pytest
from django.conf import settings

from engines.sheets.tests import degrade, pen
from tandem.cases.models import Case
from tandem.doors.models import PersonalSheet, ScannedPage, Sheet
from tandem.doors.paper import printing
from tandem.doors.paper.actions import sheet_for
from tandem.doors.scans.choices import SheetState
from tandem.doors.tests.scanning import ANSWERS, box, filled, hand_in, read, scan, sheets_on
from tandem.journal.choices import Kind
from tandem.journal.models import Entry
from tandem.outbox.delivery import deliver
from tandem.outbox.models import Message
from tandem.people.choices import Channel
from tandem.people.models import Person
from tandem.services import drafts
from tandem.tenancy.scope import within
from tests import paper
from tests.factories import MembershipFactory, PersonFactory, scope_of
from tests.parity.drivers import Paper, Telephone

pytestmark = pytest.mark.django_db
WRITTEN = {
    "where_street": "Rue des Tilleuls Inventés 12",
    "who_first_name": "Rosa",
    "who_last_name": "Vandenput",
}


@pytest.fixture
def ours(commune):
    with within(scope_of(commune)):
        yield


def waiting(scanner, sheet) -> str:
    (path,) = sheets_on(scan(scanner, sheet))
    return path


def draft_of(sheet):
    return drafts.take_up(sheet.code)


def test_what_the_machine_read_is_filled_in_and_what_a_hand_wrote_is_not(scanner, lamp, ours):
    page = scanner.browser.get(waiting(scanner, filled(lamp)))

    assert page.values["where_postal_code"] == ["1030"]
    assert page.values["colour"] == ["green"]
    assert page.values["reach_channel"] == ["letter"]
    assert page.values["who_first_name"] == [""]
    assert "What is your name? Look at it" in page.text
    assert page.html.count("<details") - page.html.count("open>") >= 2, "what is sure is folded"


def test_the_picture_of_each_question_is_for_these_colleagues_alone(scanner, lamp, ours):
    path = waiting(scanner, filled(lamp))
    page = scanner.browser.get(path)
    place = page.html.split('<img class="scan" src="')[1].split('"')[0]

    picture = scanner.browser.client.get(place)

    assert picture.status_code == 200
    assert picture["Content-Type"] == "image/jpeg"
    assert "no-store" in picture["Cache-Control"]
    assert "who" not in place
    assert scanner.browser.client.get(f"{path}pictures/1/99/").status_code == 404
    assert scanner.browser.client.get(f"{path}pictures/9/0/").status_code == 404


def test_each_look_is_written_down_but_not_each_picture_of_it(scanner, lamp, ours):
    path = waiting(scanner, filled(lamp))
    looks = Entry.objects.filter(kind=Kind.LOOK, word="doors.sheet_opened")

    scanner.browser.client.get(f"{path}pictures/1/0/")
    assert looks.count() == 1
    scanner.browser.post(f"{path}take/", {})
    assert looks.count() == 2
    for number in (0, 1, 2):
        scanner.browser.client.get(f"{path}pictures/1/{number}/")
    assert looks.count() == 2


def test_another_colleague_sees_that_the_sheet_is_open(scanner, lamp, commune, ours):
    path = waiting(scanner, filled(lamp))
    scanner.browser.post(f"{path}take/", {})
    colleague = Paper(desk=commune)

    room = colleague.browser.get("/desk/waiting-room/")
    page = colleague.browser.get(path)
    empty = colleague.browser.post("/desk/waiting-room/next/", {})

    assert "A colleague has it open" in room.text
    assert "A colleague has this sheet open." in page.text
    assert "No sheet is waiting." in empty.text


def test_mistakes_are_said_at_the_field_in_the_words_of_every_door(scanner, lamp, ours):
    path = waiting(scanner, filled(lamp, ANSWERS | {"reach_channel": ["call"]}))

    page = read(scanner, path, "send", **WRITTEN)

    assert page.errors == ["Write your telephone number, or choose another way."]
    assert Case.objects.count() == 0


def test_no_street_is_missed_while_nobody_has_read_what_stands_there_by_hand(scanner, lamp, ours):
    pages = filled(lamp).scanned(degrade.clean)
    (path,) = sheets_on(hand_in(scanner, paper.as_tiff(pages)))

    first = scanner.browser.get(path)
    kept = read(scanner, path, "check", where_landmark="Second bell")

    assert first.errors == []
    assert [error.split(".")[0] for error in kept.errors] == ["For a letter we need your street"]


def test_an_unsure_box_is_corrected_and_the_answer_is_the_colleagues(scanner, lamp, ours):
    sheet = filled(lamp)
    sheet.mark([box(sheet, "colour", "blue")])
    path = waiting(scanner, sheet)

    page = read(scanner, path, "send", colour="blue", **WRITTEN)

    assert "The request is sent" in page.text
    assert Sheet.objects.get().state == SheetState.SENT


def test_the_colleague_reads_why_the_machine_is_not_sure(scanner, lamp, ours):
    sheet = filled(lamp, {name: said for name, said in ANSWERS.items() if name != "colour"})
    sheet.mark([box(sheet, "colour", "blue")], pen=pen.LIGHT_PENCIL)
    sheet.mark([box(sheet, "reach_channel", "call")])

    page = scanner.browser.get(waiting(scanner, sheet))

    assert "A mark is pale, as of pencil." in page.text
    assert "The ticks contradict each other." in page.text
    assert "Something is written by hand." in page.text
    assert "A box is filled out" not in page.text


def test_how_sure_the_machine_is_of_each_box_is_kept_with_what_it_read(scanner, lamp, ours):
    sheet = filled(lamp)
    sheet.mark([box(sheet, "noises", "hum")], pen=pen.LIGHT_PENCIL)
    waiting(scanner, sheet)

    readings = [row.reading for row in ScannedPage.objects.all()]

    sure = {key: said for reading in readings for key, said in reading["sure"].items()}
    boxes = {one.key for page in sheet.form.layout.pages for one in page.boxes}
    assert sure.keys() == boxes
    assert sure[box(sheet, "colour", "green")] > 0.2
    assert [key for key, said in sure.items() if said == 0] == [box(sheet, "noises", "hum")]


def test_a_fax_is_read_by_a_person_whole(scanner, lamp, ours):
    sheet = filled(lamp)
    fax = paper.as_fax(sheet.scanned(degrade.fax))

    page = scanner.browser.get(sheets_on(hand_in(scanner, fax))[0])

    ticked = {tick.question for tick in sheet.form.meaning.ticks.values()}
    assert page.text.count("The scan has only black and white") == len(ticked)
    assert draft_of(Sheet.objects.get()).answers == {}


def test_what_is_open_is_asked_by_telephone_where_the_person_chose_it(scanner, lamp, ours):
    answers = {name: said for name, said in ANSWERS.items() if name != "colour"}
    path = waiting(scanner, filled(lamp, answers | {"reach_channel": ["call"]}))

    read(scanner, path, "back", reach_phone="0450 12 34 56", **WRITTEN)

    deliver(Message.objects.values_list("pk", flat=True))
    message = Message.objects.calls_to_make().get()
    assert (message.kind, message.channel) == ("still_open", Channel.CALL)
    said = " ".join(message.text.paragraphs)
    assert "Which colour has it? Choose one of the answers." in said
    assert str(Sheet.objects.get().code.word) in said


def test_what_is_open_is_asked_by_letter_with_a_form_for_just_that(scanner, lamp, ours):
    answers = {name: said for name, said in ANSWERS.items() if name != "colour"}
    path = waiting(scanner, filled(lamp, answers))

    page = read(scanner, path, "back", **WRITTEN)

    message = Message.objects.get()
    text = " ".join(message.text.paragraphs)
    assert "The person is asked what is still open" in page.text
    assert (message.kind, message.wanted) == ("still_open", Channel.LETTER)
    assert "Which colour has it? Choose one of the answers." in text
    assert "where is the lamp" not in text.casefold()
    onward = PersonalSheet.objects.get()
    assert onward.form.meaning.questions() == ["colour"]
    assert onward.code == Sheet.objects.get().code


def test_the_form_of_the_letter_comes_back_and_completes_the_request_by_itself(scanner, lamp, ours):
    answers = {name: said for name, said in ANSWERS.items() if name != "colour"}
    path = waiting(scanner, filled(lamp, answers))
    read(scanner, path, "back", **WRITTEN)
    onward = paper.of_pdf(printing.personal(PersonalSheet.objects.get(), author="Tandem"))
    onward.fill_in({"colour": ["blue"]})

    scan(scanner, onward)

    case = Case.objects.get()
    assert case.reference == Sheet.objects.first().code.reference
    assert set(Sheet.objects.values_list("state", flat=True)) == {SheetState.SENT, SheetState.BACK}
    assert Person.objects.count() == 1


def test_what_cannot_be_read_is_asked_whatever_was_guessed(scanner, lamp, ours):
    path = waiting(scanner, filled(lamp))

    read(scanner, path, "back", illegible="colour", **WRITTEN)

    sheet = Sheet.objects.get()
    assert sheet.illegible == ["colour"]
    assert "colour" not in draft_of(sheet).answers
    assert "Which colour has it?" in " ".join(Message.objects.get().text.paragraphs)


def test_a_sheet_with_what_cannot_be_read_is_not_sent(scanner, lamp, ours):
    path = waiting(scanner, filled(lamp))

    page = read(scanner, path, "send", illegible="noises", **WRITTEN)

    assert "Some answers cannot be read." in page.text
    assert Case.objects.count() == 0


def test_nobody_named_cannot_be_asked_and_the_paper_is_kept(scanner, lamp, ours):
    answers = {name: said for name, said in ANSWERS.items() if not name.startswith("who")}
    path = waiting(scanner, filled(lamp, answers))

    page = read(scanner, path, "back")

    assert "Nothing on the sheet says how to reach the person." in page.text
    assert Message.objects.count() == Person.objects.count() == 0


def test_it_goes_on_at_the_desk_after_it_went_back(scanner, lamp, commune, ours):
    answers = {name: said for name, said in ANSWERS.items() if name != "colour"}
    path = waiting(scanner, filled(lamp, answers))
    read(scanner, path, "back", **WRITTEN)
    code = Sheet.objects.get().code
    phone = Telephone(desk=commune)

    phone.take_up(lamp, (code.reference, code.word))
    phone.answer({"colour": {"colour": ["blue"]}})
    told = phone.send()

    assert told.reference.replace(" ", "") == code.reference
    assert "sent" in scanner.browser.get(path).text


def test_a_personal_sheet_is_of_its_person_and_needs_no_colleague(scanner, lamp, commune, ours):
    rosa = PersonFactory(organisation=commune, channel=Channel.EMAIL, email="rosa@example.example")
    made = sheet_for(rosa, lamp)
    sheet = paper.of_pdf(printing.personal(made, author="Tandem"))
    sheet.fill_in({"colour": ["green"]})

    scan(scanner, sheet)

    assert Case.objects.get().person == rosa
    made.refresh_from_db()
    assert made.used_at is not None


def test_a_copy_of_a_personal_sheet_is_of_nobody_in_particular(scanner, lamp, commune, ours):
    made = sheet_for(PersonFactory(organisation=commune), lamp)
    pdf = printing.personal(made, author="Tandem")
    for colours in (["green"], ["blue"]):
        sheet = paper.of_pdf(pdf)
        sheet.fill_in({"colour": colours, "noises": ["hum", "tick"]})
        scan(scanner, sheet)

    assert Case.objects.count() == 1
    assert [sheet.state for sheet in Sheet.objects.order_by("copy")] == ["sent", "waiting"]
    assert "person" not in draft_of(Sheet.objects.get(copy=2)).facts


def test_somebody_alike_is_proposed_and_the_colleague_says(scanner, lamp, commune, ours):
    known = PersonFactory(organisation=commune, first_name="Rosa", last_name="Vandenput")
    path = waiting(scanner, filled(lamp))

    page = read(scanner, path, "send", **WRITTEN)
    assert "Is it one of these?" in page.text
    scanner.browser.post(f"{path}known/", {"person": str(known.pk)})

    assert Case.objects.get().person == known


def test_a_sheet_joins_a_form_begun_elsewhere(scanner, lamp, commune, ours):
    phone = Telephone(desk=commune)
    phone.begin(lamp)
    where = {name: said for name, said in ANSWERS.items() if name.startswith("where")}
    phone.answer({"where": {**where, "where_landmark": [""]}})
    reference, word = phone.save()
    rest = {name: said for name, said in ANSWERS.items() if not name.startswith("where")}
    path = waiting(scanner, filled(lamp, rest))

    scanner.browser.post(f"{path}join/", {"reference": reference, "word": word})
    page = read(scanner, path, "send", who_first_name="Rosa", who_last_name="Vandenput")

    assert "The request is sent" in page.text
    assert Case.objects.get().reference == reference.replace(" ", "")


def test_a_wrong_word_joins_nothing(scanner, lamp, commune, ours):
    phone = Telephone(desk=commune)
    phone.begin(lamp)
    reference, _word = phone.save()
    path = waiting(scanner, filled(lamp))

    page = scanner.browser.post(f"{path}join/", {"reference": reference, "word": "bababaga"})

    assert "We have no form with this reference and word." in page.text


def test_a_sheet_set_aside_leaves_no_draft(scanner, lamp, ours):
    path = waiting(scanner, filled(lamp))

    page = read(scanner, path, "aside")

    sheet = Sheet.objects.get()
    assert "Nothing comes of this sheet." in page.text
    assert draft_of(sheet) is None
    assert sheet.state == SheetState.ASIDE


@pytest.fixture
def votes(lamp, monkeypatch):
    monkeypatch.setattr(lamp, "two_readers", True)
    return lamp


def test_two_colleagues_who_read_the_same_send_it(scanner, votes, commune, ours):
    path = waiting(scanner, filled(votes))
    second = Paper(desk=commune)

    first_page = read(scanner, path, "send", **WRITTEN)
    assert "A second colleague reads the sheet too." in first_page.text
    assert second.browser.get(path).values["who_last_name"] == [""], "nothing is whispered"
    page = read(second, path, "send", **WRITTEN)

    assert "The request is sent" in page.text


def test_one_colleague_alone_never_sends_it(scanner, votes, ours):
    path = waiting(scanner, filled(votes))

    for _ in range(3):
        read(scanner, path, "send", **WRITTEN)

    assert Case.objects.count() == 0
    assert Sheet.objects.get().state == SheetState.WAITING


def test_where_two_read_differently_a_third_decides(scanner, votes, commune, ours):
    path = waiting(scanner, filled(votes))
    second, third = Paper(desk=commune), Paper(desk=commune)

    read(scanner, path, "send", **WRITTEN)
    page = read(second, path, "send", **{**WRITTEN, "who_last_name": "Vandenpot"})
    assert "A third colleague decides." in page.text
    seen = third.browser.get(path)
    assert "Read differently: Rosa · Vandenput, or: Rosa · Vandenpot" in seen.text
    page = read(third, path, "send", **WRITTEN)

    assert "The request is sent" in page.text


def test_a_draft_thrown_away_after_a_month_is_begun_again_from_the_paper(scanner, lamp, ours):
    path = waiting(scanner, filled(lamp))
    drafts.throw_away(Sheet.objects.get().code)

    gone = scanner.browser.get(path)
    page = scanner.browser.post(f"{path}take/", {})

    assert "thrown away after 30 days" in gone.text
    assert page.values["colour"] == ["green"]


def test_the_house_keeps_scans_for_three_months_unless_told_otherwise():
    assert settings.SCANS_KEPT_DAYS == 90


def test_officers_do_not_read_paper(commune, lamp):
    officer = MembershipFactory(organisation=commune, role="officer")
    desk = Paper(desk=commune)
    desk.browser.client.force_login(officer.account)

    assert desk.browser.client.get("/desk/waiting-room/").status_code == 404
