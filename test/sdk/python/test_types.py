"""Types can be read while a program runs, as FastAPI and pydantic read them."""

from __future__ import annotations

import typing

from bellhop import types


def test_every_type_resolves():
    own = [each for each in vars(types).values() if getattr(each, "__module__", "") == "bellhop.types"]

    assert len(own) > 200
    for each in own:
        assert isinstance(typing.get_type_hints(each), dict)
