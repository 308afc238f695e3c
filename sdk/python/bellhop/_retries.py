"""Decides which call is tried again, and when: the same rules as those of @bellhop/node."""

from __future__ import annotations

from typing import Any

from ._errors import BellhopError
from ._route import Route

LONGEST_WAIT = 60  # the limit of an API key begins anew each minute, so more says that something else is wrong
FIRST_WAIT = 0.5
LONGEST_BACK_OFF = 8

# statuses and codes after which the same call may go well later
PASSING = frozenset({408, 429, 500, 502, 503, 504})
PASSING_CODES = frozenset({"network", "timeout", "idempotency_key_in_use"})

# calls by POST that come to the same when they are made twice, though they take no `Idempotency-Key`
HARMLESS_POSTS = frozenset(
    {"cancel", "dry_run", "put_users", "create_schedule", "add_suppression", "mint_token"}
)


def is_repeatable(route: Route[Any]) -> bool:
    """Tells whether it does no harm to make a call again whose answer was lost."""
    return route.method != "POST" or route.takes_key or route.name in HARMLESS_POSTS


def may_pass(error: BellhopError, repeatable: bool) -> bool:
    """Tells whether another attempt is worth it. What a limit has refused has done nothing, so that always is."""
    if error.status == 429:
        return True
    return repeatable and (error.code in PASSING_CODES or error.status in PASSING)


def wait_before(error: BellhopError, attempt: int, chance: float) -> float | None:
    """Gives the seconds until the next attempt; nothing when that is too long to wait.

    `chance`, from 0 to 1, keeps many callers from coming back at one moment. `attempt` counts
    those that were made, from 1.
    """
    back_off: float = min(LONGEST_BACK_OFF, FIRST_WAIT * 2 ** (attempt - 1)) * (0.5 + chance / 2)
    if error.retry_after is None:
        return back_off
    if error.retry_after > LONGEST_WAIT:
        return None
    return max(back_off, error.retry_after + chance * FIRST_WAIT)
