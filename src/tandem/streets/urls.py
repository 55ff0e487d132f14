from django.urls import path

from tandem.streets import views_public

app_name = "streets"
urlpatterns = [
    path("", views_public.reports, name="reports"),
    path("map/<str:postal_code>/", views_public.sheet, name="sheet"),
    path("<str:sign>/", views_public.report, name="report"),
]
