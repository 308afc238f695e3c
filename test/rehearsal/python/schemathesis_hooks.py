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


@schemathesis.check
def problem_codes_are_described(ctx, response, case):
    """Finds a problem whose code the description of its operation does not have."""
    is_problem = "problem+json" in response.headers.get("content-type", [""])[0]
    if not is_problem or case.method != case.operation.method.upper():  # what other methods answer is described at once for all paths
        return
    code, status = response.json()["code"], str(response.status_code)
    described = case.operation.definition.raw["responses"].get(status, {}).get("content", {})
    examples = described.get("application/problem+json", {}).get("examples", {})
    assert code in examples, f"{status} does not describe the problem {code}"


@schemathesis.hook
def filter_query(context, query):
    """Leaves out what no server reads: the head of a request may have ten thousand bytes on API Gateway."""
    return len(str(query).encode("utf-8", "surrogatepass")) < 2_000
