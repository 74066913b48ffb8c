"""Answers that pages of other sites may read."""

from django.http import JsonResponse


def let_others_read(response):
    """Any page may read it: it is public, says nothing about who asks, and is sent without cookies."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def open_json(data):
    response = let_others_read(JsonResponse(data, json_dumps_params={"ensure_ascii": False}))
    # Both languages stand in it, whatever the browser prefers.
    response["Content-Language"] = "en, fr"
    return response
