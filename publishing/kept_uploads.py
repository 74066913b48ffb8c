"""Keeps a file that was uploaded with a form that had errors, so that staff need not choose it again.

Browsers never send a file twice by themselves. The file waits in the storage under a name that nobody can guess;
the form carries that name, signed, in a hidden field. What nobody came back for is deleted after a day.
"""

import secrets
from datetime import timedelta
from pathlib import PurePosixPath

from django.contrib.admin.widgets import AdminFileWidget
from django.core import signing
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

FOLDER = "kept-uploads"
MAX_AGE = timedelta(days=1)


class KeepingFileInput(AdminFileWidget):
    """A file input that also takes a file kept from an earlier try."""

    template_name = "admin/widgets/keeping_file_input.html"
    kept_token = ""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["kept_input_name"] = f"{name}-kept"
        context["widget"]["kept_token"] = self.kept_token
        context["widget"]["kept_name"] = _own_name(_path(self.kept_token) or "")
        return context

    def value_from_datadict(self, data, files, name):
        chosen = super().value_from_datadict(data, files, name)
        if chosen is None:
            return _take(data.get(f"{name}-kept", ""))
        return chosen

    def value_omitted_from_data(self, data, files, name):
        return super().value_omitted_from_data(data, files, name) and f"{name}-kept" not in data


def keep_uploads(form):
    """Keep each valid upload of a bound form that is about to be shown again."""
    for name, field in form.fields.items():
        if isinstance(field.widget, KeepingFileInput) and name not in form.errors:
            upload = field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
            if upload:
                field.widget.kept_token = _keep(upload)


def _signer():
    return signing.TimestampSigner(salt="publishing.kept_uploads")


def _keep(upload):
    """Store `upload`; returns the token by which the form finds it again."""
    _forget_old()
    upload.seek(0)
    name = PurePosixPath(upload.name.replace("\\", "/")).name
    return _signer().sign(default_storage.save(f"{FOLDER}/{secrets.token_hex(16)}-{name}", upload))


def _own_name(path):
    """The file's name as it was uploaded."""
    return PurePosixPath(path).name.partition("-")[2]


def _path(token):
    """The path in the storage that `token` stands for, or None."""
    try:
        return _signer().unsign(token, max_age=MAX_AGE)
    except signing.BadSignature:
        return None


def _take(token):
    """The kept file as a fresh upload, or None when there is none (any more)."""
    path = _path(token)
    if path is None or not default_storage.exists(path):
        return None
    with default_storage.open(path) as file:
        return SimpleUploadedFile(_own_name(path), file.read())


def _forget_old():
    before = timezone.now() - MAX_AGE
    names = default_storage.listdir(FOLDER)[1] if default_storage.exists(FOLDER) else []
    for name in names:
        if default_storage.get_modified_time(f"{FOLDER}/{name}") < before:
            default_storage.delete(f"{FOLDER}/{name}")
