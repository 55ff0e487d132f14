from django.urls import path

from tandem.desk import machines, views
from tandem.desk.first_run import views as first_run
from tandem.desk.processing import views as processing
from tandem.desk.team import asked, associations, newcomers, proofs, recovery
from tandem.desk.team import views as team

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("start/", views.start, name="start"),
    path("staff/", views.staff, name="staff"),
    path("privacy/", views.privacy, name="privacy"),
    path("privacy/register/", processing.register, name="processing"),
    path("privacy/register/<int:organisation>/", processing.register_of, name="processing_of"),
    path("privacy/impact/", processing.impact, name="impact"),
    path("accountable/", processing.accountable, name="accountable"),
    path("accountable/<int:organisation>/", processing.state, name="accountable_of"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("contact/", views.contact, name="contact"),
    path("healthz", machines.health, name="health"),
    path("robots.txt", machines.robots, name="robots"),
    path(".well-known/security.txt", machines.security, name="security"),
    path("first-run/", first_run.begin, name="first_run"),
    path("first-run/platform/", first_run.platform, name="first_run_platform"),
    path("first-run/communes/", first_run.communes, name="first_run_communes"),
    path("first-run/administrator/", first_run.administrator, name="first_run_administrator"),
    path("team/", team.choose, name="team"),
    path("team/associations/", associations.listed, name="associations"),
    path("team/associations/<int:key>/", associations.one, name="association"),
    path("team/<int:organisation>/", team.team, name="team_of"),
    path("team/<int:organisation>/invite/", team.invite, name="team_invite"),
    path("team/newcomers/", newcomers.waiting, name="newcomers"),
    path("team/newcomers/<int:key>/agree/", newcomers.agree, name="newcomer_agree"),
    path("team/newcomers/<int:key>/stop/", newcomers.stop, name="newcomer_stop"),
    path(
        "team/<int:organisation>/invited/<int:key>/take-back/",
        newcomers.take_back,
        name="team_take_back",
    ),
    path(
        "team/<int:organisation>/invited/<int:key>/ask-again/",
        newcomers.ask_again,
        name="team_ask_again",
    ),
    path("invited/<str:token>/", asked.asked, name="team_asked"),
    path("team/<int:organisation>/reach/", team.reach, name="team_reach"),
    path("team/<int:organisation>/proofs/", proofs.proofs, name="team_proofs"),
    path("team/<int:organisation>/members/<int:member>/", team.invitation, name="team_link"),
    path(
        "team/<int:organisation>/members/<int:member>/send-link/",
        team.send_link,
        name="team_send_link",
    ),
    path(
        "team/<int:organisation>/members/<int:member>/recovery/", recovery.member, name="recovery"
    ),
    path("recoveries/", recovery.waiting, name="recoveries"),
    path("recoveries/<int:key>/agree/", recovery.agree, name="recovery_agree"),
    path("recoveries/<int:key>/refuse/", recovery.refuse, name="recovery_refuse"),
    path("recovery/stop/<str:token>/", recovery.stop, name="recovery_stop"),
    path("recovery/<str:token>/", recovery.recovered, name="recovered"),
    path("team/<int:organisation>/members/<int:member>/end/", team.end, name="team_end"),
    path("team/<int:organisation>/agreements/", team.propose, name="team_propose"),
    path("team/<int:organisation>/agreements/<int:agreement>/sign/", team.sign, name="team_sign"),
    path("team/<int:organisation>/agreements/<int:agreement>/end/", team.part, name="team_part"),
]
