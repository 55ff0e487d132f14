from django.urls.resolvers import URLPattern

app_name = "mine"
urlpatterns: list[URLPattern] = []
