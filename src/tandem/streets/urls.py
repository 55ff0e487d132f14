from django.urls import include, path

from tandem.streets import views_figures, views_public

app_name = "streets"
urlpatterns = [
    path("", views_public.reports, name="reports"),
    path("map/<str:postal_code>/", views_public.sheet, name="sheet"),
    path("figures/<str:postal_code>/", views_figures.figures, name="figures"),
    path("figures/<str:postal_code>/streets.csv", views_figures.as_csv, name="figures_csv"),
    path("office/categories/", include("tandem.streets.urls_wording")),
    path("<str:sign>/", views_public.report, name="report"),
]
