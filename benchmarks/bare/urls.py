"""What the site is compared with: the least that Django can do and still give the same answer."""

from django.urls import path

from benchmarks.bare import views

urlpatterns = [
    path("healthz", views.healthz),
    path("page/<int:size>/", views.page),
    path("sign/<int:petition>/<int:version>/", views.sign),
    path("confirm/<int:signature>/", views.confirm),
]
