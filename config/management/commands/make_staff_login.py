import secrets

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Makes the first staff login, with a random password that is shown once; does nothing when there is one."

    def add_arguments(self, parser):
        parser.add_argument("--username", default="staff")

    def handle(self, *args, **options):
        users = get_user_model().objects
        if users.filter(is_superuser=True).exists():
            return
        password = secrets.token_urlsafe(12)
        users.create_superuser(options["username"], password=password)
        self.stdout.write(f"Staff login for /admin/: {options['username']}, password {password} (shown only now)")
