from django.urls import path

from petitions import development_mail

urlpatterns = [
    path("", development_mail.inbox, name="development-inbox"),
    path("<str:name>/", development_mail.message, name="development-message"),
]
