from django.urls import path

from tandem.register import views

app_name = "register"
urlpatterns = [
    path("algorithms/", views.algorithms, name="algorithms"),
    path("algorithms/<slug:slug>/", views.algorithm, name="algorithm"),
    path("algorithms/changes/<uuid:key>/", views.change, name="change"),
    path("algorithms/<slug:slug>/question.json", views.example, name="example"),
]
