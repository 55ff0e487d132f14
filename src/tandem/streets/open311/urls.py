from django.urls import path

from tandem.streets.open311 import views

# No slug has a dot: what stands behind it is the format.
urlpatterns = [
    path("discovery.<slug:written>", views.discovery, name="open311_discovery"),
    path("services.<slug:written>", views.services, name="open311_services"),
    path("services/<slug:code>.<slug:written>", views.definition, name="open311_definition"),
    path("requests.<slug:written>", views.requests, name="open311_requests"),
    path("requests/<slug:sign>.<slug:written>", views.one, name="open311_request"),
    path("tokens/<slug:token>.<slug:written>", views.token, name="open311_token"),
]
