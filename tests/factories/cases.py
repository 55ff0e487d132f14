import os
from datetime import timedelta

import factory
from django.utils import timezone

from tandem.cases.actions import add_step
from tandem.cases.choices import StepKind
from tandem.cases.models import Case
from tandem.cases.sealed import sealed_answers
from tandem.journal.choices import Door
from tandem.services.drafts import Code
from tandem.tenancy.scope import Scope, current, transaction_within
from tandem.territory import signposts
from tandem.toolbox.reference import new_reference, new_word
from tests.factories.people import PersonFactory, scope_of
from tests.factories.territory import OrganisationFactory


class CaseFactory(factory.Factory):
    """A case of the organisation, with its signpost; its word stands in `case.word`."""

    class Meta:
        model = Case

    organisation = factory.SubFactory(OrganisationFactory)
    person = factory.SubFactory(PersonFactory, organisation=factory.SelfAttribute("..organisation"))
    reference = factory.LazyFunction(new_reference)
    service = "ask-for-help"
    version = 1
    door = Door.WEB
    language = "fr"
    postal_code = "1030"
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=3))
    word = factory.LazyFunction(new_word)
    answers = factory.LazyFunction(dict)

    @classmethod
    def _create(cls, model_class, *args, organisation, word, answers, **facts):
        with transaction_within((current() or Scope()) | scope_of(organisation)):
            case = Case(
                organisation=organisation,
                territory_id=organisation.area_id,
                draft_digest=os.urandom(16),
                **facts,
            )
            case.sealed = sealed_answers(case, {"raw": answers, "changes": []})
            case.save(force_insert=True)
            signposts.put("case", str(Code(case.reference, word)), case, case.pk)
            add_step(case, StepKind.OPENED)
        case.word = word
        return case


def open_session(client, case) -> None:
    """What a visitor does who has kept her reference and word."""
    client.post("/follow/", {"reference": case.shown_reference, "word": case.word})
