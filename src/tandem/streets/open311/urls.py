from django.urls import path, register_converter

from tandem.streets.open311 import views


class Written:
    """json or xml; anything else is told as an answer of this API."""

    regex = "[A-Za-z0-9]{1,8}"

    def to_python(self, value: str) -> str:
        return value.lower()

    def to_url(self, value: str) -> str:
        return value


class Name:
    """A code or a sign: it ends where the format begins."""

    regex = r"[^/.]{1,60}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Written, "written")
register_converter(Name, "open311_name")
urlpatterns = [
    path("discovery.<written:written>", views.discovery, name="open311_discovery"),
    path("services.<written:written>", views.services, name="open311_services"),
    path(
        "services/<open311_name:code>.<written:written>",
        views.definition,
        name="open311_definition",
    ),
    path("requests.<written:written>", views.requests, name="open311_requests"),
    path("requests/<open311_name:sign>.<written:written>", views.one, name="open311_request"),
    path("tokens/<open311_name:token>.<written:written>", views.token, name="open311_token"),
]
