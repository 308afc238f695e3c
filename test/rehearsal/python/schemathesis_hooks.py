"""Lets Schemathesis call as an app's server or as a user, whichever an operation is for."""

from __future__ import annotations

import itertools
import os

import schemathesis

KEYS = itertools.cycle(os.environ["BELLHOP_KEYS"].split())  # one may call so often in a minute
TOKEN = os.environ["BELLHOP_TOKEN"]


@schemathesis.auth(refresh_interval=None)
class Caller:
    """Gives each call the credentials that its operation asks for."""

    def get(self, case, context):
        return TOKEN if case.path.startswith("/v1/me/") else next(KEYS)

    def set(self, case, data, context):
        case.headers["Authorization"] = f"Bearer {data}"
