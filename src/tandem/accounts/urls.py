from django.urls import path

from tandem.accounts import views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("invitation/<str:token>/", views.accept_invitation, name="invitation"),
    path("password/", views.change_password, name="change_password"),
]
