from django.urls import path

from tandem.mine import mandating_acting_pages, mandating_own_pages, mandating_pages

ONE = "mandates/<uuid:key>/"
urlpatterns = [
    # At the desk
    path("mandates/", mandating_pages.mandates, name="mandates"),
    path(ONE, mandating_pages.mandate, name="mandate"),
    path(f"{ONE}confirm/", mandating_pages.confirm, name="mandate_confirm"),
    path(f"{ONE}refuse/", mandating_pages.refuse, name="mandate_refuse"),
    path(f"{ONE}copy/<str:language>.pdf", mandating_pages.copy, name="mandate_copy"),
    path("mandates/close/", mandating_acting_pages.end, name="acting_end"),
    path(f"{ONE}act/", mandating_acting_pages.act, name="mandate_act"),
    path(f"{ONE}take-back/", mandating_acting_pages.take_back, name="mandate_take_back"),
    path(f"{ONE}helpers/", mandating_acting_pages.helpers, name="mandate_helpers"),
    path(f"{ONE}progress/", mandating_acting_pages.progress, name="mandate_progress"),
    # By reference and word
    path("yours/take-back/", mandating_own_pages.take_back, name="yours_take_back"),
    path("yours/consent/end/", mandating_own_pages.end_consent, name="yours_consent_end"),
]
