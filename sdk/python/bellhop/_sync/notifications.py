"""Publishes, and tells what became of it."""
# Written by `npm run openapi` from the module of this name in `_async`.

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .. import _routes as routes
from .. import types
from .._lists import Page
from .._options import CallOptions
from .._unpack import Unpack
from .calls import Resource
from .lists import List


class Notifications(Resource):
    """Publishes, cancels, and tells what became of a notification."""

    def publish(self, **request: Unpack[types.PublishArguments]) -> types.PublishAnswer:
        """Publishes to users, to a topic or to an audience. However often it is tried, it is published once."""
        return self._calls.call(routes.publish, {}, request)

    def get(self, id: str, /, **options: Unpack[CallOptions]) -> types.Notification:
        """Tells what became of a notification: `not_found` until it is planned, a moment after it was published."""
        return self._calls.call(routes.read_notification, {"id": id}, options)

    def list(
        self, **query: Unpack[types.ListNotificationsArguments]
    ) -> List[types.ListedNotification]:
        """Lists notifications, newest first."""
        return self._calls.list(routes.list_notifications, {}, query)

    def cancel(self, **request: Unpack[types.CancelArguments]) -> types.CancelAnswer:
        """Cancels one notification, or all with a key, however many calls that takes."""
        canceled: list[types.CanceledNotification] = []
        too_late: list[types.CanceledNotification] = []
        for page in self._cancel_pages(request):
            canceled.extend(page["canceled"])
            too_late.extend(page["too_late"])
        return {"canceled": canceled, "too_late": too_late}

    def _cancel_pages(
        self, request: types.CancelArguments
    ) -> Iterator[types.CancelAnswer]:
        while True:
            page = self._calls.call(routes.cancel, {}, request)
            yield page
            if "next_cursor" not in page:
                return
            request = {**request, "cursor": page["next_cursor"]}

    def dry_run(self, **request: Unpack[types.DryRunArguments]) -> types.DryRunAnswer:
        """Says what a publish would come to, and sends nothing."""
        return self._calls.call(routes.dry_run, {}, request)

    def resend(
        self, id: str, /, **request: Unpack[types.ResendArguments]
    ) -> types.ResendAnswer:
        """Sends again what missed its user, or the channels that are named."""
        return self._calls.call(routes.resend, {"id": id}, request)

    def replay(self, **request: Unpack[types.ReplayArguments]) -> types.ReplayAnswer:
        """Sends again what matches and missed its users: first as a dry run, then with the `confirmation` that it answered."""
        return self._calls.call(routes.replay, {}, request)


class Requests(Resource):
    """Tells what one publish came to."""

    def get(self, id: str, /, **options: Unpack[CallOptions]) -> types.Request:
        """Tells how far a publish is, with its first notifications."""
        return self._calls.call(routes.read_request, {"id": id}, options)

    def notifications(
        self, id: str, /, **options: Unpack[CallOptions]
    ) -> List[types.RequestedNotification]:
        """Lists the notifications of a publish."""

        def ask(cursor: str | None) -> Page[types.RequestedNotification]:
            arguments: dict[str, Any] = {**options, "cursor": cursor}
            found = self._calls.call(routes.read_request, {"id": id}, arguments)
            return Page(found["notifications"], found.get("next_cursor"))

        return List(ask)
