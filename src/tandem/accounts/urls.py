from django.urls import path

from tandem.accounts import views, views_sessions
from tandem.accounts.second import own_views
from tandem.accounts.second import views as second

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("invitation/<str:token>/", views.accept_invitation, name="invitation"),
    path("password/", views.change_password, name="change_password"),
    path("sign-in/second/", second.show, name="second"),
    path("sign-in/second/owed/", second.owed, name="second_owed"),
    path("sign-in/devices/", views_sessions.sessions, name="sessions"),
    path("sign-in/devices/end/", views_sessions.end, name="end_session"),
    path("sign-in/proofs/", own_views.proofs, name="proofs"),
    path("sign-in/proofs/app/", own_views.add_app, name="add_app"),
    path("sign-in/proofs/app/end/", own_views.end_app, name="end_app"),
    path("sign-in/proofs/passkey/", own_views.add_passkey, name="add_passkey"),
    path("sign-in/proofs/passkey/<int:key>/end/", own_views.end_passkey, name="end_passkey"),
    path("sign-in/proofs/rescue-codes/", own_views.new_rescues, name="new_rescues"),
]
