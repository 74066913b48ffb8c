from django.db import models


class DecisionMakerQuerySet(models.QuerySet):
    def with_email(self):
        """Those to whom a visitor can write from their own mail program."""
        return self.exclude(email="")
