from django.urls import path

from tandem.ui import views

app_name = "ui"
urlpatterns = [
    path("language/", views.choose_language, name="language"),
    path("ui/", views.show_gallery, name="gallery"),
    path("ui/<slug:name>/", views.show_gallery, name="example"),
]
