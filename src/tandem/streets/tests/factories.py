from datetime import timedelta

import factory
from django.utils import timezone

from tandem.journal.choices import Door
from tandem.streets import rules
from tandem.streets.choices import DANGER, Trouble
from tandem.streets.models import Report, Voice
from tandem.tenancy.scope import Scope, current, transaction_within
from tandem.territory import signposts
from tandem.toolbox.reference import new_reference
from tests.factories import CaseFactory, OrganisationFactory, scope_of


class ReportFactory(factory.Factory):
    """Something broken, at a place of the organisation; nobody told it unless `VoiceFactory` does."""

    class Meta:
        model = Report

    organisation = factory.SubFactory(OrganisationFactory)
    sign = factory.LazyFunction(new_reference)
    category = Trouble.LAMP.value
    postal_code = "1030"
    street = "Rue des Tilleuls Inventés 12"
    door = Door.WEB
    place_confirmed = True
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=14))

    @classmethod
    def _create(cls, model_class, *args, organisation, **facts):
        with transaction_within((current() or Scope()) | scope_of(organisation)):
            trouble = Trouble(facts.get("trouble", facts["category"]))
            address = rules.address_in(facts["street"])
            report = Report(
                organisation=organisation,
                territory_id=organisation.area_id,
                street_folded=address.street,
                house_number=address.number,
                **{"trouble": trouble, "danger": trouble in DANGER} | facts,
            )
            report.save(force_insert=True)
            signposts.put("report", report.sign, report, report.pk)
        return report


class VoiceFactory(factory.Factory):
    """Somebody told us of it; `person` and `channel` as for a case."""

    class Meta:
        model = Voice

    report = factory.SubFactory(ReportFactory)

    @classmethod
    def _create(cls, model_class, *args, report, **case):
        with transaction_within((current() or Scope()) | scope_of(report.organisation)):
            told = CaseFactory(organisation=report.organisation, service="report-broken", **case)
            voice = Voice.objects.create(
                report=report,
                case=told,
                person=told.person,
                territory_id=report.territory_id,
                organisation=report.organisation,
            )
            Report.objects.filter(pk=report.pk).update(voices_count=report.voices.count())
        return voice
