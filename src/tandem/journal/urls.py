from django.urls import path

from tandem.journal import views

app_name = "journal"
urlpatterns = [
    path("journal/", views.seals, name="seals"),
    path("journal/roots.json", views.as_json, name="roots"),
]
