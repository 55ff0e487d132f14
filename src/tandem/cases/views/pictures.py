import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from tandem.cases import access
from tandem.people.http import PersonRequest
from tandem.ui.headers import never_kept


@never_kept
@login_required
@require_GET
def picture(request: PersonRequest, reference: str, key: uuid.UUID) -> HttpResponse:
    """A photo of a request, as we drew it; that it is looked at is noted first."""
    case = access.answerable_case(request, reference)
    return HttpResponse(access.picture_opened(case, key), content_type="image/jpeg")
