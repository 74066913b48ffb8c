"""Media from a storage that is no folder of this machine, such as S3, passed on: visitors reach no other host."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

KEPT = "public, max-age=86400"


@require_safe
def stored_file(request, path):
    """The file as it is stored. Its type follows its name, and a browser does not guess another one."""
    try:
        file = default_storage.open(path)
    except (FileNotFoundError, ValueError, OSError):
        raise Http404 from None
    response = FileResponse(file, filename=path.rpartition("/")[2])
    response["Cache-Control"] = KEPT
    return response
