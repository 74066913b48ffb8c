"""Sessions, logins and messages, for the staff's pages alone.

The public has no session, and its pages are the same bytes for everyone: there these would only take time, which a
petition's hot hour does not have. A public view that asks for `request.user` or `request.session` fails at once
instead of making a page that differs from visitor to visitor.
"""

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django_otp.middleware import OTPMiddleware

STAFF_PREFIX = "/admin/"


class _ForStaff:
    def __call__(self, request):
        if request.path.startswith(STAFF_PREFIX):
            return super().__call__(request)
        return self.get_response(request)


class StaffSessionMiddleware(_ForStaff, SessionMiddleware):
    pass


class StaffAuthenticationMiddleware(_ForStaff, AuthenticationMiddleware):
    pass


class StaffSecondFactorMiddleware(_ForStaff, OTPMiddleware):
    pass


class StaffMessageMiddleware(_ForStaff, MessageMiddleware):
    pass
