"""Work of the background worker."""

import logging

from django_tasks import task
from pictures.tasks import _process_picture

from campaigns import latest_posts

logger = logging.getLogger(__name__)


@task(queue_name="documents")
def make_picture_sizes(storage, file_name, sender, new, old):
    """Make the AVIF and WebP sizes of a picture, and delete those of the one it replaced."""
    _process_picture(storage=storage, file_name=file_name, sender=sender, new=new, old=old)


def queue_picture(*, storage, file_name, sender, new=None, old=None):
    """django-pictures' processor: nobody waits for the sizes of a picture in a request."""
    make_picture_sizes.enqueue(storage=storage, file_name=file_name, sender=sender, new=new or [], old=old or [])


@task()
def read_latest_posts():
    """A feed that is down is no fault of this site: the posts read before stay, and the clock asks again."""
    try:
        latest_posts.read_feed()
    except latest_posts.FeedUnreadable as problem:
        logger.warning("latest posts not read: %s", problem)
