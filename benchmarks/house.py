"""The site as the benchmarks find it: its content loaded, its files collected, so and so many signatures."""

import io
import sys

from benchmarks import processes, rows
from benchmarks.processes import BARE, SITE


class House:
    """`vendor` is the database's; `petition` the petition that is read and signed; `level` its signatures;
    `renders` how many files are set in one process to see what its memory does.
    """

    def __init__(self, vendor, *, renders=500):
        from django.core.management import call_command

        from petitions.models import Petition

        self.vendor, self.level, self.renders = vendor, 0, renders
        call_command("migrate", verbosity=0)
        call_command("load_content", stdout=io.StringIO())
        call_command("collectstatic", verbosity=0, interactive=False)
        self.petition = Petition.objects.open().get()
        if not self.petition.version_id:
            from petitions import actions

            actions.keep_text(petition=self.petition)

    def grow(self, level):
        """Bring the petition to `level` signatures, counted."""
        seconds = rows.fill(self.petition, level)
        self.level = level
        if seconds:
            print(f"== {level:,} signatures (made in {seconds:.0f} s)", file=sys.stderr)

    @property
    def path(self):
        return self.petition.get_absolute_url()

    def site(self, kind="granian", **environment):
        return processes.server(kind, SITE, **environment)

    def bare(self, kind="granian", **environment):
        return processes.server(kind, BARE, **environment)
