"""Keeps what is set for a tenant: its brand, and what its users are told of by default."""

from __future__ import annotations

from .. import _routes as routes
from .. import types
from .._options import CallOptions
from .._unpack import Unpack
from .calls import AsyncResource
from .lists import AsyncList


class AsyncTenants(AsyncResource):
    """Keeps tenants' settings."""

    async def put(self, id: str, /, **settings: Unpack[types.PutTenantArguments]) -> types.Tenant:
        """Sets a tenant's brand and defaults, in place of what was set. It counts in a minute."""
        return await self._calls.call(routes.put_tenant, {"id": id}, settings)

    async def get(self, id: str, /, **options: Unpack[CallOptions]) -> types.Tenant:
        """Reads what is set for a tenant: `not_found` when nothing is."""
        return await self._calls.call(routes.read_tenant, {"id": id}, options)

    def list(self, **query: Unpack[types.ListTenantsArguments]) -> AsyncList[types.Tenant]:
        """Lists the tenants for which something is set, by their ids."""
        return self._calls.list(routes.list_tenants, {}, query)

    async def delete(self, id: str, /, **options: Unpack[CallOptions]) -> None:
        """Forgets what is set for a tenant. Its users stay, with all that is theirs."""
        await self._calls.call(routes.delete_tenant, {"id": id}, options)
