from django.urls import path

from tandem.outbox import views, views_gateway

app_name = "outbox"
urlpatterns = [
    path("desk/letters/", views.letters, name="letters"),
    path("desk/letters/print/", views.print_letters, name="print"),
    path("desk/letters/<uuid:key>/", views.printing, name="printing"),
    path("desk/letters/<uuid:key>/letters.pdf", views.pdf, name="pdf"),
    path("desk/calls/", views.calls, name="calls"),
    path("desk/calls/list/", views.call_list, name="call_list"),
    path("desk/calls/<uuid:key>/", views.call, name="call"),
    path("desk/messages/", views.failed, name="failed"),
    path("desk/messages/<uuid:key>/", views.message, name="message"),
    path("desk/messages/<uuid:key>/retry/", views.retry, name="retry"),
    path("desk/messages/<uuid:key>/way/", views.choose_way, name="way"),
    path("desk/messages/<uuid:key>/known/", views.mark_known, name="known"),
    path("sms/kannel/receipt/", views_gateway.kannel_receipt, name="kannel_receipt"),
    path("sms/telephone/receipt/", views_gateway.telephone_receipt, name="telephone_receipt"),
]
