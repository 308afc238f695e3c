"""Publishes by the calls of a Celery task: `delay`, `apply_async`, `revoke`."""
# Written by `npm run openapi` from the module of this name in `_async`.

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, Generic

from ..types import Publication, PublishAnswer, Request

if sys.version_info >= (3, 11):
    from typing import ParamSpec
else:
    from typing_extensions import ParamSpec

if TYPE_CHECKING:
    from .client import Bellhop

Parameters = ParamSpec("Parameters")


class Published:
    """What was published, as the result of a task stands for what was sent."""

    def __init__(
        self, bellhop: Bellhop, answer: PublishAnswer, cancellation_key: str | None
    ) -> None:
        self._bellhop = bellhop
        self._cancellation_key = cancellation_key
        self.answer = answer

    @property
    def id(self) -> str:
        return self.answer["id"]

    def request(self) -> Request:
        """Tells how far it is: `not_found` until it is planned, a moment after it was published."""
        return self._bellhop.requests.get(self.id)

    def revoke(self) -> None:
        """Cancels what has not gone out yet: all with its `cancellation_key`, or else its notifications."""
        cancel = self._bellhop.notifications.cancel
        if self._cancellation_key is not None:
            cancel(cancellation_key=self._cancellation_key)
            return
        if not self.answer["notifications"]:
            raise ValueError("what went to a topic or an audience is canceled by its cancellation_key")
        for notification in self.answer["notifications"]:
            cancel(id=notification["id"])


class Publisher(Generic[Parameters]):
    """A function that says what to publish, with the calls of a Celery task.

    The function runs here, before anything is published. Called as it is, it says what would be.
    """

    def __init__(
        self, bellhop: Bellhop, key: str, build: Callable[Parameters, Publication]
    ) -> None:
        functools.update_wrapper(self, build)
        self._bellhop = bellhop
        self._build = build
        self.key = key

    def __call__(self, *args: Parameters.args, **kwargs: Parameters.kwargs) -> Publication:
        return self._build(*args, **kwargs)

    def delay(
        self, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> Published:
        """Publishes at once."""
        return self._publish(self._build(*args, **kwargs), None)

    def apply_async(
        self,
        args: Sequence[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
        *,
        countdown: float | None = None,
        eta: datetime | None = None,
        expires: float | datetime | None = None,
        task_id: str | None = None,
    ) -> Published:
        """Publishes at a time: in `countdown` seconds, or at `eta`.

        What has not gone out by `expires`, a time or seconds from now, does not go. Two calls with
        one `task_id` publish once: it is the `Idempotency-Key`.
        """
        if countdown is not None and eta is not None:
            raise ValueError("countdown and eta both say when: give one of them")
        publication = dict(self._build(*args, **(kwargs or {})))
        send_at = eta if countdown is None else _from_now(countdown)
        expires_at = _from_now(expires) if isinstance(expires, (int, float)) else expires
        times = {"send_at": send_at, "expires_at": expires_at}
        publication.update({name: at for name, at in times.items() if at is not None})
        return self._publish(publication, task_id)

    def _publish(
        self, publication: Mapping[str, Any], task_id: str | None
    ) -> Published:
        once = {} if task_id is None else {"idempotency_key": task_id}
        answer = self._bellhop.notifications.publish(
            **{**publication, "workflow": self.key, **once}
        )
        return Published(self._bellhop, answer, publication.get("cancellation_key"))


def _from_now(seconds: float) -> datetime:
    return datetime.now(timezone.utc) + timedelta(seconds=seconds)
