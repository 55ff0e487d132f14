"""What became of those who asked for goods: counted, protected, then public (see `solidarity.measuring`)."""

from django.db.models import Min

from tandem.cases.measuring import Period
from tandem.solidarity.goods.models import GoodsAsk, Parcel
from tandem.solidarity.measuring import Asked, became, midnight
from tandem.territory.models import Organisation


def asked_in(organisation: Organisation, period: Period) -> list[Asked]:
    """Asks of the period; served is who got something, and did not leave it there."""
    asks = GoodsAsk.objects.filter(
        organisation=organisation,
        made_at__gte=midnight(period.since),
        made_at__lt=midnight(period.until),
    ).only("pk", "territory_id", "no_program", "case_id", "made_at")
    had = Parcel.objects.had().filter(ask__in=asks).order_by()
    return became(asks, dict(had.values_list("ask").annotate(at=Min("ready_at"))))
