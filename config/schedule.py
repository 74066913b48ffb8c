"""What recurs, and when (Ottawa time). Each task is also queued once when the clock starts."""

from campaigns.tasks import read_latest_posts
from parliament.tasks import read_roster
from petitions.tasks import (
    close_due_petitions,
    count_signatures,
    count_text_versions,
    forget_what_is_due,
    make_petition_sheets,
    place_signers,
    reconcile_tallies,
    take_up_abandoned_reviews,
)
from publishing.tasks import check_outside_links, forget_finished_tasks, publish_due, restart_abandoned_tasks
from resources.tasks import render_stale_documents, sweep_orphaned_files

SCHEDULE = (
    (count_signatures, {"every": {"seconds": 30}}),
    (close_due_petitions, {"every": {"minutes": 1}}),
    (place_signers, {"every": {"minutes": 1}}),
    (take_up_abandoned_reviews, {"every": {"minutes": 1}}),
    (publish_due, {"every": {"minutes": 1}}),
    (check_outside_links, {"every": {"minutes": 1}}),
    (restart_abandoned_tasks, {"every": {"minutes": 10}}),
    (read_latest_posts, {"every": {"minutes": 30}}),
    (render_stale_documents, {"at": {"hour": 3, "minute": 10}}),
    (make_petition_sheets, {"at": {"hour": 3, "minute": 20}}),
    (count_text_versions, {"at": {"hour": 3, "minute": 25}}),
    (forget_what_is_due, {"at": {"hour": 3, "minute": 30}}),
    (reconcile_tallies, {"at": {"hour": 3, "minute": 40}}),
    (read_roster, {"at": {"hour": 5, "minute": 10}}),
    (sweep_orphaned_files, {"at": {"hour": 3, "minute": 50}}),
    (forget_finished_tasks, {"at": {"hour": 4}}),
)
