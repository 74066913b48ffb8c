"""Work of the background worker."""

from django_tasks import task
from pictures.tasks import _process_picture

from campaigns import latest_posts


@task(queue_name="documents")
def make_picture_sizes(storage, file_name, sender, new, old):
    """Make the AVIF and WebP sizes of a picture, and delete those of the one it replaced."""
    _process_picture(storage=storage, file_name=file_name, sender=sender, new=new, old=old)


def queue_picture(*, storage, file_name, sender, new=None, old=None):
    """django-pictures' processor: nobody waits for the sizes of a picture in a request."""
    make_picture_sizes.enqueue(storage=storage, file_name=file_name, sender=sender, new=new or [], old=old or [])


@task()
def read_latest_posts():
    latest_posts.read_feed()
