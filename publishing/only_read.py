"""Records that the site writes by itself, and that staff only read."""


class OnlyRead:
    """For an admin: nobody adds, changes or deletes by hand."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
