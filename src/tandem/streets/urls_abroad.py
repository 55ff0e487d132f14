"""Addresses for other programs, and for those who share reports with them."""

from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path(
        "open311/v2/",
        RedirectView.as_view(pattern_name="streets:open311_discovery", permanent=False),
        {"written": "xml"},
        name="open311",
    ),
    path("open311/v2/", include("tandem.streets.open311.urls")),
]
