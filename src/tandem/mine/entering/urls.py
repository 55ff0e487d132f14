from django.urls import path

from tandem.mine.entering import (
    desk_views,
    new_word_views,
    own_views,
    passkey_views,
    provider_views,
    service_views,
    views,
    yours_views,
)

ONE = "entry/<str:reference>/"
RUN = "sign-in-services/<int:organisation>/"
urlpatterns = [
    # Whoever comes
    path("enter/", views.enter, name="enter"),
    path("enter/code/", views.code, name="enter_code"),
    path("enter/link/<str:token>/", views.link, name="enter_link"),
    path("enter/which/", views.which, name="enter_which"),
    path("enter/more/", views.more, name="more"),
    path("enter/paper/", views.paper, name="enter_paper"),
    path("enter/passkey/", passkey_views.passkey, name="enter_passkey"),
    path("enter/with/<uuid:key>/", service_views.go, name="enter_with"),
    path("enter/back/", service_views.back, name="enter_back"),
    path("enter/keys/<uuid:key>/", service_views.keys, name="enter_keys"),
    path("enter/done/", yours_views.done, name="enter_done"),
    # Whoever has reference and word
    path("yours/sign-in/", yours_views.begin, name="yours_way"),
    path("yours/sign-in/code/", yours_views.begin_code, name="yours_way_code"),
    path("yours/sign-in/letter/", yours_views.letter, name="yours_letter"),
    # Whoever is signed in, about herself
    path("mine/sign-in/", own_views.ways_in, name="ways"),
    path("mine/sign-in/add/", own_views.add, name="way_add"),
    path("mine/sign-in/code/", own_views.add_code, name="way_code"),
    path("mine/sign-in/everywhere/", own_views.everywhere, name="way_everywhere"),
    path("mine/sign-in/passkey/", own_views.add_passkey, name="way_passkey"),
    path("mine/sign-in/passkey/<int:key>/end/", own_views.end_passkey, name="way_end_passkey"),
    path("mine/sign-in/<uuid:key>/end/", own_views.end, name="way_end"),
    # At the desk
    path(ONE, desk_views.entry, name="entry"),
    path(f"{ONE}letter/", desk_views.letter, name="entry_letter"),
    path(f"{ONE}end/", desk_views.end, name="entry_end"),
    path(f"{ONE}<uuid:key>/agree/", desk_views.agree, name="entry_agree"),
    path("word/", new_word_views.lost, name="lost_word"),
    path("word/<str:reference>/", new_word_views.at_desk, name="new_word"),
    path("word/<str:reference>/send/", new_word_views.leave, name="new_word_leave"),
    # Administrators
    path(RUN, provider_views.providers, name="providers"),
    path(f"{RUN}new/", provider_views.provider, name="provider_new"),
    path(f"{RUN}<uuid:key>/", provider_views.provider, name="provider"),
    path(f"{RUN}<uuid:key>/end/", provider_views.end, name="provider_end"),
]
