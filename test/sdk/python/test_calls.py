"""What is tried again, and what a call is told: the same of both clients."""

from __future__ import annotations

import json
import re
from datetime import datetime, timezone

import anyio
import httpx
import pytest
from bellhop import AsyncBellhop, BellhopError, NetworkError, TimedOut, Unreadable, problems

REQUEST = {"workflow": "message", "recipients": ["ada"], "data": {"title": "Hello"}}
ACCEPTED = {"id": "req_1", "status_url": "/v1/requests/req_1", "notifications": [], "refused": []}
CUT = httpx.ReadError("cut")


def ok(body: object, **headers: str) -> httpx.Response:
    return httpx.Response(200, json=body, headers=headers)


def test_a_publish_is_tried_again_each_time_with_the_same_key(server, problem):
    limit = problem(429, "rate_limited", {"Retry-After": "7"})
    server.answer(CUT, limit, problem(503, "unavailable"), httpx.Response(202, json=ACCEPTED))

    answer = server.bellhop(max_retries=3).notifications.publish(**REQUEST)

    assert answer == ACCEPTED
    assert server.calls == ["POST /v1/notifications"] * 4
    assert server.bodies == [REQUEST] * 4
    (key,) = set(server.header("Idempotency-Key"))
    assert re.fullmatch(r"[0-9a-f-]{36}", key)
    first, second, third = server.waits
    assert 0.25 <= first <= 0.5 and 7 <= second <= 8 and 1 <= third <= 2


def test_two_publishes_have_two_keys_unless_the_app_names_one(server):
    server.answer(httpx.Response(202, json=ACCEPTED))
    bellhop = server.bellhop()

    for options in ({}, {}, *({"idempotency_key": key} for key in ("order-42", "order-42", ""))):
        bellhop.notifications.publish(**REQUEST, **options)

    first, second, *named = server.header("Idempotency-Key")
    assert first != second
    assert named == ["order-42", "order-42", ""]  # which the API refuses, where one of our own would hide a lost name
    assert server.bodies == [REQUEST] * 5


def test_what_is_wrong_is_told_at_once_with_its_code_and_places(server):
    places = [{"pointer": "/workflow", "detail": "must be text"}]
    body = {"code": "body_invalid", "detail": "two places are wrong", "errors": places}
    server.answer(httpx.Response(422, json=body))

    with pytest.raises(problems.BodyInvalid) as told:
        server.bellhop().notifications.publish(**REQUEST)

    assert str(told.value) == "body_invalid: two places are wrong (/workflow must be text)"
    assert (told.value.code, told.value.status, told.value.places) == ("body_invalid", 422, places)
    assert isinstance(told.value, BellhopError)
    assert len(server.came) == 1


def test_a_code_that_is_to_come_is_an_error_all_the_same(server):
    server.answer(httpx.Response(409, json={"code": "new_one", "detail": "it is new"}))

    with pytest.raises(BellhopError) as told:
        server.bellhop().workflows.list()

    assert told.value.code == "new_one"


def test_after_the_last_attempt_the_last_failure_is_told(server, problem):
    server.answer(problem(503, "unavailable", {"Retry-After": "2"}))

    with pytest.raises(problems.Unavailable) as told:
        server.bellhop().users.get("ada")

    assert told.value.retry_after == 2
    assert len(server.came) == 3


def test_a_wait_of_more_than_a_minute_is_left_to_the_app(server, problem):
    server.answer(problem(429, "rate_limited", {"Retry-After": "3600"}))

    with pytest.raises(problems.RateLimited) as told:
        server.bellhop().users.get("ada")

    assert told.value.retry_after == 3600
    assert server.waits == []


def test_a_page_of_a_proxy_is_no_problem_of_the_api(server):
    server.answer(httpx.Response(502, text="<html>Bad gateway</html>"))
    with pytest.raises(Unreadable) as told:
        server.bellhop(max_retries=0).workflows.list()
    assert told.value.status == 502

    server.answer(httpx.Response(200, text="<html>Welcome</html>"))
    with pytest.raises(Unreadable):
        server.bellhop(max_retries=0).workflows.list()


def test_a_redirect_is_told_and_not_followed(server):
    server.answer(httpx.Response(301, headers={"Location": "https://api.example.com/"}), ok({"data": []}))

    with pytest.raises(Unreadable, match=r"leads to https://api\.example\.com/"):
        server.bellhop().notifications.publish(**REQUEST)

    assert len(server.came) == 1


def test_an_answer_of_any_kind_is_an_error_of_ours(server, problem):
    server.answer(httpx.DecodingError("not gzip"))
    with pytest.raises(NetworkError):
        server.bellhop(max_retries=0).workflows.list()

    for status in (200, 502):
        server.answer(httpx.Response(status, text="[" * 100_000))
        with pytest.raises(Unreadable):
            server.bellhop(max_retries=0).workflows.list()

    for never in ("9" * 5_000, "Fri, 15 Mar 2030 12:00:00 +99999999999999", "soon"):
        server.answer(problem(503, "unavailable", {"Retry-After": never}))
        with pytest.raises(problems.Unavailable) as told:
            server.bellhop(max_retries=0).workflows.list()
        assert told.value.retry_after is None


def test_what_would_happen_twice_is_tried_again_only_when_a_limit_refused_it(server, problem):
    webhooks = server.bellhop().webhooks
    server.answer(CUT, ok({}))
    with pytest.raises(NetworkError):
        webhooks.create(url="https://app.example.com", events=[])
    assert len(server.came) == 1

    server.answer(problem(429, "rate_limited"), ok({"id": "wh_1"}))
    assert webhooks.create(url="https://app.example.com", events=[]) == {"id": "wh_1"}


def test_a_user_who_was_erased_by_the_attempt_before_is_erased(server, problem):
    server.answer(CUT, problem(404, "not_found"))

    assert server.bellhop().users.erase("ada") is None
    with pytest.raises(problems.NotFound):
        server.bellhop().users.erase("ada")


def test_no_answer_in_time_is_told_and_each_attempt_has_its_time(server):
    server.answer(httpx.ReadTimeout("slow"))

    with pytest.raises(TimedOut):
        server.bellhop(max_retries=1).users.get("ada", timeout=3)

    assert len(server.waits) == 1
    assert server.came[0].extensions["timeout"]["read"] == 3
    assert server.calls[0] == "GET /v1/users/ada"


def test_names_are_put_into_paths_as_they_are_and_none_leads_to_another_path(server):
    server.answer(ok({"id": "x"}))
    users = server.bellhop().users

    users.get("ada/../x?y#z ü")
    for name in ("", ".", ".."):
        with pytest.raises(ValueError):
            users.get(name)

    assert server.calls == ["GET /v1/users/ada%2F..%2Fx%3Fy%23z%20%C3%BC"]


def test_a_list_is_asked_for_page_by_page_as_far_as_it_is_read(server):
    def page(*ids: str, **more: str) -> httpx.Response:
        return ok({"data": [{"id": name} for name in ids], **more})

    server.answer(page("u0", "u1", next_cursor="a"), page(next_cursor="b&"), page("u2"))
    users = server.bellhop().users.list(prefix="u", limit=2)

    assert [user["id"] for user in users] == ["u0", "u1", "u2"]
    first = "GET /v1/users?prefix=u&limit=2"
    assert server.calls == [first, f"{first}&cursor=a", f"{first}&cursor=b%26"]

    server.answer(page("u0", next_cursor="a"))
    for _ in users:
        break
    assert len(server.came) == 4
    assert users.page("c").next_cursor == "a"


def test_all_with_a_key_are_canceled_however_many_calls_that_takes(server):
    server.answer(
        ok({"canceled": [{"id": "ntf_1"}], "too_late": [], "next_cursor": "more"}),
        ok({"canceled": [{"id": "ntf_2"}], "too_late": []}),
    )

    answer = server.bellhop().notifications.cancel(cancellation_key="booking:42")

    assert answer == {"canceled": [{"id": "ntf_1"}, {"id": "ntf_2"}], "too_late": []}
    key = {"cancellation_key": "booking:42"}
    assert server.bodies == [key, {**key, "cursor": "more"}]


def test_preferences_are_changed_only_if_they_are_as_they_were_read(server):
    server.answer(ok({"categories": {}}, ETag='"7"'))
    preferences = server.bellhop().users.preferences

    _, etag = preferences.get_version("ada")
    preferences.update("ada", digest_time="09:00", timezone=None, if_match=etag)

    assert server.calls[1] == "PATCH /v1/users/ada/preferences"
    assert server.header("If-Match")[1] == '"7"'
    assert json.loads(server.came[1].content) == {"digest_time": "09:00", "timezone": None}


def test_a_client_for_a_tenant_says_so_in_each_call(server):
    server.answer(ok({}))
    server.bellhop().for_tenant("acme").users.get("ada")
    assert server.header("X-Tenant") == ["acme"]
    assert server.header("Authorization") == ["Bearer bh_live_x"]


def test_a_query_is_written_as_the_api_reads_it(server):
    server.answer(ok({"data": []}))
    at = datetime(2030, 3, 15, 12, tzinfo=timezone.utc)

    list(server.bellhop().notifications.list(test=True, since=at))
    server.bellhop().health.statistics(from_="2030-03-01")

    assert server.calls == [
        "GET /v1/notifications?test=true&since=2030-03-15T12%3A00%3A00%2B00%3A00",
        "GET /v1/statistics?from=2030-03-01",
    ]


def test_what_cannot_be_sent_is_told_at_once_and_is_no_fault_of_the_network(server):
    publish = server.bellhop().notifications.publish

    for wrong in ({"idempotency_key": "Bestellung-€"}, {"idempotency_key": "a\nb"}, {"send_at": datetime(2030, 1, 1)}):
        with pytest.raises(ValueError):
            publish(**REQUEST, **wrong)
    with pytest.raises(TypeError):
        publish(**{**REQUEST, "data": {"at": object()}})

    assert (server.came, server.waits) == ([], [])


def test_a_client_without_an_address_or_a_key_says_so(server, monkeypatch):
    for name in ("BELLHOP_URL", "BELLHOP_KEY"):
        monkeypatch.delenv(name, raising=False)
    for wrong, words in (
        ({"url": None}, "no address"),
        ({"key": None}, "no API key"),
        ({"url": "127.0.0.1:4620"}, "must begin with https:// or http://"),
    ):
        with pytest.raises(ValueError, match=words):
            server.bellhop(**wrong)


def test_the_client_that_waits_does_so_on_trio_too(problem):
    answers = [problem(503, "unavailable"), ok({"data": []})]
    http = httpx.AsyncClient(transport=httpx.MockTransport(lambda _: answers.pop(0)))

    async def ask():
        return await AsyncBellhop(url="http://127.0.0.1:9", key="k", http=http).workflows.list()

    assert anyio.run(ask, backend="trio") == {"data": []}
