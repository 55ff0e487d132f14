from django.urls import path

from tandem.doors.api import access, views

urlpatterns = [
    path("openapi.json", views.openapi, name="api"),
    path("services", views.catalogue, name="api_services"),
    path("services/<slug:slug>", views.service, name="api_service"),
    path("services/<slug:slug>/cases", views.ask, name="api_ask"),
    path("services/<slug:slug>/drafts", views.begin, name="api_begin"),
    path("drafts/<str:reference>", views.draft, name="api_draft"),
    path("drafts/<str:reference>/case", views.send, name="api_send"),
    path("cases/<str:reference>", views.follow, name="api_follow"),
    path("", access.nothing, name="api_root"),
    path("<path:path>", access.nothing, name="api_nothing"),
]
