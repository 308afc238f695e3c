"""Each call that an app may make has a method that makes it."""

from __future__ import annotations

import inspect
from dataclasses import asdict
from typing import Any

import httpx
from bellhop import _routes
from bellhop._route import Route

ROUTES = [route for route in vars(_routes).values() if isinstance(route, Route)]


def methods_of(part: Any):
    """Gives every method of a part of the client, and of the parts in it."""
    for name in dir(part):
        value = getattr(part, name)
        if name.startswith("_"):
            continue
        yield from [value] if inspect.ismethod(value) else methods_of(value)


def test_every_route_is_called_by_a_method(server):
    empty = {"data": [], "notifications": [], "canceled": [], "too_late": []}
    server.answer(httpx.Response(200, json=empty))
    client = server.bellhop()
    whole = client._part if server.kind == "async" else client
    parts = [value for name, value in vars(whole).items() if not name.startswith("_")]

    for method in (method for part in parts for method in methods_of(part)):
        takes = [each for each in inspect.signature(method).parameters.values() if each.kind is each.POSITIONAL_ONLY]
        values: list[Any] = [{} if each.name == "device" and len(takes) == 2 and method.__name__ == "put" else f"{at}" for at, each in enumerate(takes, 1)]
        said = method(*values)
        if inspect.iscoroutine(said):
            server.loop.run_until_complete(said)
        elif hasattr(said, "__aiter__"):
            server.loop.run_until_complete(drain(said))
        elif hasattr(said, "__iter__") and not isinstance(said, dict):
            list(said)

    made = {(request.method, request.url.path) for request in server.came}
    assert len(ROUTES) > 50, [asdict(route) for route in ROUTES]
    assert made == {(route.method, numbered(route.path)) for route in ROUTES}


async def drain(items: Any) -> None:
    async for _ in items:
        pass


def numbered(path: str) -> str:
    """Writes a path with its names numbered, as the calls above fill them."""
    steps = path.split("/")
    names = [step for step in steps if step.startswith("{")]
    return "/".join(str(names.index(step) + 1) if step in names else step for step in steps)
