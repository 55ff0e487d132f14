from tandem.mine import mandating_urls

app_name = "mine"
urlpatterns = [*mandating_urls.urlpatterns]
