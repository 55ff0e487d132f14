from django.urls import path

from tandem.streets import views_categories as views

urlpatterns = [
    path("", views.categories, name="categories"),
    path("add/", views.add, name="category_add"),
    path("as-people-see-it/<str:language>/", views.preview, name="categories_preview"),
    path("<slug:code>/", views.category, name="category"),
    path("<slug:code>/move/", views.move, name="category_move"),
]
