"""Says why a call has failed."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from .types import ProblemError


class BellhopError(Exception):
    """Why a call has failed: `problems` has a class for each code.

    `code` is that of the API, or `network`, `timeout` or `unreadable` when there was no answer of
    Bellhop's. `places` say which parts of the input are wrong, `retry_after` in how many seconds to
    ask again.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        status: int | None = None,
        places: Sequence[ProblemError] = (),
        retry_after: int | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.status = status
        self.places = places
        self.retry_after = retry_after


class NetworkError(BellhopError):
    """No answer came: `network`."""


class TimedOut(BellhopError):
    """No answer came in time: `timeout`."""


class Unreadable(BellhopError):
    """What answered was not Bellhop, as the page of a proxy: `unreadable`."""


def error_of(response: httpx.Response) -> BellhopError:
    """Makes the error that an answer stands for; one without a problem in it is told by its status."""
    from .problems import by_code  # which takes its base from here

    status, retry_after = response.status_code, _seconds_of(response.headers.get("Retry-After"))
    problem = _problem_in(response)
    if problem is None:
        location = response.headers.get("Location")
        leads = "" if location is None else f"; it leads to {location}"
        words = f"an answer with status {status} and no problem in it{leads}"
        return Unreadable("unreadable", words, status=status, retry_after=retry_after)
    code, detail = problem["code"], problem["detail"]
    kind = by_code.get(code, BellhopError)  # a code that is to come has no class yet
    places = problem["errors"] if isinstance(problem.get("errors"), list) else ()
    words = f"{code}: {detail}{_words_of(places)}"
    return kind(code, words, status=status, places=places, retry_after=retry_after)


_MOST_PLACES = 3


def _words_of(places: Sequence[ProblemError]) -> str:
    """Says of the first places what is wrong there, as what is logged of an error is its message."""
    words = [f"{place['pointer']} {place['detail']}".strip() for place in places[:_MOST_PLACES]]
    if len(places) > _MOST_PLACES:
        words.append(f"and {len(places) - _MOST_PLACES} more")
    return f" ({'; '.join(words)})" if words else ""


def _problem_in(response: httpx.Response) -> dict[str, Any] | None:
    try:
        problem = json.loads(response.content)
    except (ValueError, RecursionError):
        return None
    if not isinstance(problem, dict):
        return None
    is_problem = isinstance(problem.get("code"), str) and isinstance(problem.get("detail"), str)
    return problem if is_problem else None


def _seconds_of(retry_after: str | None) -> int | None:
    """Reads seconds, or how long it is until a date: https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3"""
    if retry_after is None:
        return None
    if re.fullmatch(r"[0-9]{1,15}", retry_after):
        return int(retry_after)
    try:
        until = parsedate_to_datetime(retry_after)
    except (TypeError, ValueError, OverflowError):  # the first of Python 3.9
        return None
    until = until if until.tzinfo else until.replace(tzinfo=timezone.utc)
    return max(0, math.ceil((until - datetime.now(timezone.utc)).total_seconds()))
