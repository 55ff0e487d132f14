"""A call: what she asked for, and a colleague who opens it with her."""

from django.urls import reverse

from tandem.cases import actions
from tandem.cases.choices import Reason
from tandem.cases.models import Case
from tandem.tenancy.scope import within
from tests.factories import scope_of

TOLD = {
    "where_postal_code": ["1030"],
    "kind": ["meal"],
    "what": ["A meal on Tuesday."],
    "who_first_name": ["Odette"],
}


def read(case):
    with within(scope_of(case.organisation)):
        return Case.objects.get(pk=case.pk)


def answered(case):
    with within(scope_of(case.organisation)):
        actions.answer(read(case), Reason.DONE, "")
    return case


def open_with_her(client, case, door="phone"):
    path = reverse("doors:desk_open_with_her", args=[case.person.key])
    return client.post(path, {"reference": case.reference, "hers-door": door}, follow=True)
