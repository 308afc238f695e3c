"""What a server answers a page that asks for a token."""

from __future__ import annotations

import httpx
import pytest
from bellhop import token_answer, token_answer_async


@pytest.fixture
def answer(server):
    def ask(user):
        bellhop = server.bellhop()
        if server.kind == "sync":
            return token_answer(bellhop, user)
        return server.loop.run_until_complete(token_answer_async(bellhop._part, user))

    return ask


def test_a_token_for_who_is_signed_in_and_401_for_nobody(server, answer):
    server.answer(httpx.Response(200, json={"token": "a token", "expires_at": "2030-03-15T12:00:00.000Z"}))
    headers = {"Content-Type": "text/plain", "Cache-Control": "no-store"}

    assert answer("ada") == (200, headers, "a token")
    assert [answer(user) for user in (None, "")] == [(401, headers, "")] * 2
    assert server.calls == ["POST /v1/users/ada/tokens"]


def test_503_when_there_is_none_and_the_reason_is_logged(server, answer, problem, caplog):
    server.answer(problem(401, "unauthorized"))

    status, headers, body = answer("ada")

    assert (status, headers["Retry-After"], body) == (503, "5", "")
    assert "unauthorized" in caplog.text
