"""Keeps what belongs to one user: preferences, tokens, devices."""

from __future__ import annotations

from .. import _routes as routes
from .. import types
from .._options import CallOptions
from .._unpack import Unpack
from .calls import AsyncResource


class AsyncUserPreferences(AsyncResource):
    """Reads and changes what goes to a user."""

    async def get(self, user: str, /, **options: Unpack[CallOptions]) -> types.Preferences:
        """Tells what goes to a user: their own choices, and defaults for the rest."""
        return await self._calls.call(routes.read_preferences, {"id": user}, options)

    async def get_version(
        self, user: str, /, **options: Unpack[CallOptions]
    ) -> tuple[types.Preferences, str | None]:
        """Reads the same with its etag, for a change that must not write over another."""
        return await self._calls.call_with_etag(routes.read_preferences, {"id": user}, options)

    async def update(
        self, user: str, /, **patch: Unpack[types.PatchPreferencesArguments]
    ) -> types.Preferences:
        """Changes what is given, and leaves the rest; None takes a choice away.

        With `if_match`, an etag, only if nobody else has changed it: else `precondition_failed`.
        """
        return await self._calls.call(routes.patch_preferences, {"id": user}, patch)


class AsyncUserTokens(AsyncResource):
    """Makes the tokens that a user's page calls with."""

    async def create(self, user: str, /, **options: Unpack[CallOptions]) -> types.Token:
        """Makes a token that is good for this user and one hour. `token_answer` makes what your server answers a page."""
        return await self._calls.call(routes.mint_token, {"id": user}, options)


class AsyncUserDevices(AsyncResource):
    """Keeps the devices that a user's push messages go to."""

    async def put(
        self, user: str, device: types.NewDevice, /, **options: Unpack[CallOptions]
    ) -> types.Device:
        """Adds a device, or renews it."""
        return await self._calls.call(routes.put_device, {"id": user}, {**device, **options})

    async def list(self, user: str, /, **options: Unpack[CallOptions]) -> types.DeviceList:
        """Lists a user's devices, ten at most."""
        return await self._calls.call(routes.list_devices, {"id": user}, options)

    async def delete(self, user: str, device: str, /, **options: Unpack[CallOptions]) -> None:
        """Removes a device."""
        await self._calls.call(routes.delete_device, {"id": user, "device": device}, options)
