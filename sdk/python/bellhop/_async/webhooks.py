"""Keeps the URLs that are told of events; `verify_webhook` reads what they are sent."""

from __future__ import annotations

from .. import _routes as routes
from .. import types
from .._options import CallOptions, OnceOptions
from .._unpack import Unpack
from .calls import AsyncResource
from .lists import AsyncList


class AsyncWebhooks(AsyncResource):
    """Keeps webhooks."""

    async def create(
        self, **webhook: Unpack[types.CreateWebhookArguments]
    ) -> types.WebhookWithSecret:
        """Makes a webhook. Its secret is shown this once."""
        return await self._calls.call(routes.create_webhook, {}, webhook)

    async def get(self, id: str, /, **options: Unpack[CallOptions]) -> types.Webhook:
        """Reads a webhook."""
        return await self._calls.call(routes.read_webhook, {"id": id}, options)

    async def list(self, **options: Unpack[CallOptions]) -> types.WebhookList:
        """Lists all webhooks, ten at most."""
        return await self._calls.call(routes.list_webhooks, {}, options)

    async def update(
        self, id: str, /, **patch: Unpack[types.UpdateWebhookArguments]
    ) -> types.Webhook:
        """Changes what is given, and switches it off or on again by `status`."""
        return await self._calls.call(routes.update_webhook, {"id": id}, patch)

    async def delete(self, id: str, /, **options: Unpack[CallOptions]) -> None:
        """Removes a webhook."""
        await self._calls.call(routes.delete_webhook, {"id": id}, options)

    async def rotate_secret(
        self, id: str, /, **options: Unpack[OnceOptions]
    ) -> types.WebhookWithSecret:
        """Makes another secret; for a day each one before signs as well."""
        return await self._calls.call(routes.rotate_webhook_secret, {"id": id}, options)

    async def test(self, id: str, /, **options: Unpack[CallOptions]) -> types.WebhookDelivery:
        """Sends it an event of type `webhook.test`."""
        return await self._calls.call(routes.test_webhook, {"id": id}, options)

    def deliveries(
        self, id: str, /, **query: Unpack[types.ListWebhookDeliveriesArguments]
    ) -> AsyncList[types.WebhookDelivery]:
        """Lists what it was told in the last five days, newest first."""
        return self._calls.list(routes.list_webhook_deliveries, {"id": id}, query)

    async def replay(
        self, id: str, delivery: str, /, **options: Unpack[CallOptions]
    ) -> types.WebhookDelivery:
        """Sends a delivery again."""
        names = {"id": id, "delivery": delivery}
        return await self._calls.call(routes.replay_webhook_delivery, names, options)
