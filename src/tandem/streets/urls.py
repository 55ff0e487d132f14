from django.urls import include, path

from tandem.streets import views_figures, views_inhabitants, views_map, views_public

app_name = "streets"
OPEN = [
    path("", views_public.reports, name="reports"),
    path("map/<slug:postal_code>/", views_map.squares, name="squares"),
    path("map/<slug:postal_code>/<slug:square>/", views_map.square, name="square"),
    path("figures/<slug:postal_code>/", views_figures.figures, name="figures"),
    path("figures/<slug:postal_code>/streets.csv", views_figures.as_csv, name="figures_csv"),
    path(
        "figures/<slug:postal_code>/closings.csv", views_figures.closings_csv, name="closings_csv"
    ),
    path("<str:sign>/", views_public.report, name="report"),
    path("<str:sign>/photos/<uuid:key>.jpg", views_public.photo, name="photo"),
]
urlpatterns = [
    path("", include("tandem.streets.urls_abroad")),
    path("streets/", include("tandem.streets.urls_office")),
    path("streets/office/categories/", include("tandem.streets.urls_wording")),
    path("streets/office/places/", views_map.places, name="places"),
    path("streets/office/inhabitants/", views_inhabitants.inhabitants, name="inhabitants"),
    path("streets/", include(OPEN)),
]
