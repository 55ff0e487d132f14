from django.urls import include, path

app_name = "streets"
urlpatterns = [
    path("", include("tandem.streets.urls_abroad")),
]
