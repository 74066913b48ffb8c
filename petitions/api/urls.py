from django.urls import path

from petitions.api import views

urlpatterns = [
    path("petitions.json", views.petitions, name="api-petitions"),
    path("petitions/<slug:slug>.json", views.petition, name="api-petition"),
]
