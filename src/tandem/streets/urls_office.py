"""Pages of colleagues, and of whoever told us by reference and word."""

from django.urls import path

from tandem.streets import (
    views_alike,
    views_jobs,
    views_office,
    views_office_figures,
    views_photos,
    views_teams,
    views_together,
    views_verdict,
    views_visits,
)

OFFICE = "office/"
REPORT = f"{OFFICE}reports/<str:sign>/"
TEAM = f"{OFFICE}teams/<int:key>/"
ROUTE = f"{OFFICE}who-gets-what/<int:key>/"
JOB = f"{OFFICE}jobs/<int:key>/"
urlpatterns = [
    path("yours/repaired/", views_verdict.yours, name="yours_repaired"),
    path(OFFICE, views_office.show, name="inbox"),
    path(f"{OFFICE}answers/", views_verdict.answers, name="answers"),
    path(REPORT, views_office.report, name="office_report"),
    path(f"{REPORT}to/<slug:to>/", views_office.step, name="step"),
    path(f"{REPORT}alike/<str:other>/", views_alike.alike, name="alike"),
    path(f"{REPORT}label.pdf", views_office.label_file, name="label"),
    path(f"{REPORT}correct/", views_office.correct, name="correct"),
    path(f"{REPORT}place/", views_office.confirm, name="confirm_place"),
    path(f"{REPORT}photos/add/", views_photos.add, name="photo_add"),
    path(f"{REPORT}photos/<uuid:key>/", views_photos.one, name="office_photo"),
    path(f"{REPORT}photos/<uuid:key>.jpg", views_photos.picture, name="photo_seen"),
    path(
        f"{REPORT}photos/<uuid:key>-unreadable.jpg",
        views_photos.picture,
        {"unreadable": True},
        name="photo_unreadable",
    ),
    path(f"{REPORT}told-by/<int:voice>/<uuid:key>/", views_photos.keep, name="photo_keep"),
    path(f"{REPORT}told-by/<int:key>/", views_verdict.note, name="note"),
    path(f"{OFFICE}teams/", views_teams.show, name="teams"),
    path(f"{OFFICE}teams/add/", views_teams.team, name="team_add"),
    path(TEAM, views_teams.team, name="team"),
    path(f"{TEAM}end/", views_teams.end, name="team_end"),
    path(f"{OFFICE}who-gets-what/", views_teams.routes, name="routing"),
    path(f"{OFFICE}several/", views_together.several, name="several"),
    path(f"{OFFICE}who-gets-what/open/", views_together.reroute, name="reroute"),
    path(f"{OFFICE}who-gets-what/add/", views_teams.route, name="route_add"),
    path(ROUTE, views_teams.route, name="route"),
    path(f"{ROUTE}move/", views_teams.move, name="route_move"),
    path(f"{ROUTE}take-out/", views_teams.take_out, name="route_take_out"),
    path(f"{OFFICE}plan/", views_jobs.plan, name="plan"),
    path(f"{OFFICE}jobs/", views_jobs.show, name="jobs"),
    path(JOB, views_jobs.job, name="job"),
    path(f"{JOB}done/", views_jobs.done, name="done"),
    path(f"{JOB}put-off/", views_jobs.put_off, name="put_off"),
    path(f"{JOB}sheet/", views_jobs.sheet, name="sheet"),
    path(f"{JOB}sheet.pdf", views_jobs.sheet_file, name="sheet_file"),
    path(f"{JOB}handed/", views_jobs.hand, name="hand"),
    path(f"{OFFICE}figures/", views_office_figures.show, name="office_figures"),
    path("lots/<int:key>/", views_visits.lots, name="lots"),
    path(f"{OFFICE}visits/", views_visits.show, name="visits"),
    path(f"{OFFICE}visits/<int:key>/", views_visits.visit, name="visit"),
]
