"""Every address of the house, gathered from its packages."""

from django.urls import include, path

# Addresses are looked for in this order: what colleagues open all day stands first.
urlpatterns = [
    path("", include("tandem.cases.urls")),
    path("solidarity/", include("tandem.solidarity.urls")),
    path("", include("tandem.desk.urls")),
    path("", include("tandem.ui.urls")),
    path("", include("tandem.accounts.urls")),
    path("", include("tandem.register.urls")),
    path("", include("tandem.journal.urls")),
    path("", include("tandem.outbox.urls")),
    path("", include("tandem.doors.urls")),
    path("", include("tandem.streets.urls")),
    path("", include("tandem.mine.urls")),
    path("", include("tandem.broadcast.urls")),
]
handler400 = "tandem.ui.views.bad_request"
handler403 = "tandem.ui.views.forbidden"
handler404 = "tandem.ui.views.not_found"
handler500 = "tandem.ui.views.server_error"
