from django.core.management.base import BaseCommand, CommandError

from campaigns.latest_posts import FeedUnreadable, read_feed


class Command(BaseCommand):
    help = "Reads the latest posts from the feed that the organisation's record names."

    def handle(self, *args, **options):
        try:
            count = read_feed()
        except FeedUnreadable as problem:
            raise CommandError(f"The posts that were read before stay: {problem}.") from problem
        self.stdout.write(f"{count} posts read." if count else "The organisation's record names no feed.")
