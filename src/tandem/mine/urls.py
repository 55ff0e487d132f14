from django.urls import path

from tandem.mine import mandating_urls, views_office, views_own, views_understanding
from tandem.mine.entering import urls as entering

app_name = "mine"
OFFICE = "rights/<str:reference>/"
urlpatterns = [
    # For everybody
    path(
        "understanding/<slug:postal_code>/",
        views_understanding.understanding,
        name="understanding",
    ),
    # Whoever is signed in, about herself
    path("mine/data/", views_own.home, name="home"),
    path("mine/data/file/", views_own.own, name="own_file"),
    path("mine/data/paper/", views_own.own_paper, name="own_paper"),
    # Whoever has reference and word, once it was made ready
    path("yours/data/", views_own.ready, name="ready"),
    path("yours/data/file/", views_own.ready_file, name="ready_file"),
    path("yours/data/paper/", views_own.ready_paper, name="ready_paper"),
    # Whoever answers, and whoever reads aloud
    path(OFFICE, views_office.office, name="office"),
    path(f"{OFFICE}who/", views_office.recognise, name="recognise"),
    path(f"{OFFICE}wish/<uuid:key>/", views_office.decide, name="decide"),
    path(f"{OFFICE}answer/", views_office.answer, name="answer"),
    path(f"{OFFICE}time/", views_office.more_time, name="more_time"),
    path(f"{OFFICE}lift/", views_office.lift, name="lift"),
    path(f"{OFFICE}paper/", views_office.paper, name="paper"),
    path(f"{OFFICE}looks/", views_office.read_aloud, name="read_aloud"),
    *mandating_urls.urlpatterns,
    *entering.urlpatterns,
]
