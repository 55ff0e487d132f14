"""Addresses for other programs, and for those who share reports with them."""

from django.urls import include, path
from django.views.generic import RedirectView

from tandem.streets import views_data, views_handing, views_systems

urlpatterns = [
    path(
        "open311/v2/",
        RedirectView.as_view(pattern_name="streets:open311_discovery", permanent=False),
        {"written": "xml"},
        name="open311",
    ),
    path("open311/v2/", include("tandem.streets.open311.urls")),
    path("streets/data/", views_data.data, name="data"),
    path("streets/data/<slug:code>.<slug:written>", views_data.file, name="data_file"),
    path("streets/office/<slug:sign>/hand-over/", views_handing.hand_over, name="hand_over"),
    path("streets/systems/", views_systems.all_systems, name="systems"),
    path("streets/systems/<int:key>/", views_systems.one_system, name="system"),
    path("streets/systems/<int:key>/ask/", views_systems.ask_services, name="system_services"),
    path("streets/systems/<int:key>/end/", views_systems.end_system, name="system_end"),
    path("streets/hooks/", views_systems.all_hooks, name="hooks"),
    path("streets/hooks/<int:key>/end/", views_systems.end_hook, name="hook_end"),
    path("streets/feeds/<slug:code>.<slug:kind>", views_data.feed, name="feed"),
]
