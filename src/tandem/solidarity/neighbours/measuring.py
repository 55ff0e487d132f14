"""What became of those who looked for company: counted, protected, then public (see
`solidarity.measuring`).
"""

from django.db.models import Min

from tandem.cases.measuring import Period
from tandem.solidarity.measuring import Asked, became, midnight
from tandem.solidarity.neighbours.models import CircleMember, Seeker
from tandem.territory.models import Organisation


def asked_in(organisation: Organisation, period: Period) -> list[Asked]:
    """Whoever looked for company in the period; served is who met somebody, whatever came of it."""
    seekers = Seeker.objects.filter(
        organisation=organisation,
        made_at__gte=midnight(period.since),
        made_at__lt=midnight(period.until),
    ).only("pk", "territory_id", "no_program", "case_id", "made_at")
    met = CircleMember.objects.filter(seeker__in=seekers, circle__met_at__isnull=False).order_by()
    return became(seekers, dict(met.values_list("seeker").annotate(at=Min("circle__met_at"))))
