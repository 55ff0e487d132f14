from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections, transaction

from tandem.cases.models import Case
from tandem.cases.opening import open_case
from tandem.journal.choices import Door
from tandem.services import drafts
from tandem.services.catalogue import known
from tandem.tenancy.scope import within
from tests.factories import OrganisationFactory, scope_of
from tests.parity.answers import Somebody, by_question


@pytest.mark.django_db(transaction=True, databases=["default", "looks"])
def test_one_draft_sent_by_two_doors_at_once_becomes_one_case():
    commune = OrganisationFactory(area__postal_code="1030")
    service = known("ask-for-help")
    draft = drafts.begin(service, "en", door=Door.WEB)
    for name, raw in by_question(service, Somebody(), commune.area).items():
        drafts.keep(draft.code, raw, asked=[name], door=Door.WEB)

    def send(door):
        try:
            return open_case(draft.code, door=door)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        receipts = list(pool.map(send, [Door.WEB, Door.PHONE]))

    assert receipts[0] == receipts[1]
    with within(scope_of(commune)), transaction.atomic():
        assert Case.objects.count() == 1
