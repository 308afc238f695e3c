"""The calls of a Celery task publish."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import httpx
import pytest

ANSWER = {"id": "req_1", "status_url": "/v1/requests/req_1", "refused": []}
AT = datetime(2030, 3, 15, 12, tzinfo=timezone.utc)


@pytest.fixture
def sender(server):
    def make(**more):
        @server.bellhop().workflow("repair-ready")
        def repair_ready(user, number):
            """Tells a customer."""
            return {"recipients": [user], "data": {"number": number}, **more}

        return repair_ready

    server.answer(httpx.Response(202, json={**ANSWER, "notifications": [{"id": "ntf_1", "user": "ada"}]}))
    return make


SENT = {"workflow": "repair-ready", "recipients": ["ada"], "data": {"number": "R-7"}}


def test_delay_publishes_at_once(server, sender):
    published = sender().delay("ada", number="R-7")

    assert published.id == "req_1"
    assert server.bodies == [SENT]


def test_apply_async_publishes_at_a_time_once_for_a_task_id(server, sender):
    sender().apply_async(("ada",), {"number": "R-7"}, eta=AT, expires=AT + timedelta(hours=1), task_id="repair-7")

    times = {"send_at": "2030-03-15T12:00:00+00:00", "expires_at": "2030-03-15T13:00:00+00:00"}
    assert server.bodies == [{**SENT, **times}]
    assert server.header("Idempotency-Key") == ["repair-7"]


def test_a_countdown_counts_from_now(server, sender):
    before = datetime.now(timezone.utc)
    sender().apply_async(("ada", "R-7"), countdown=600, expires=900)
    after = datetime.now(timezone.utc)

    (body,) = server.bodies
    for field, seconds in (("send_at", 600), ("expires_at", 900)):
        at = datetime.fromisoformat(body[field]) - timedelta(seconds=seconds)
        assert before <= at <= after


def test_two_times_or_one_without_a_zone_are_refused(server, sender):
    with pytest.raises(ValueError, match="give one"):
        sender().apply_async(("ada", "R-7"), eta=AT, countdown=1)
    with pytest.raises(ValueError, match="time zone"):
        sender().apply_async(("ada", "R-7"), eta=datetime(2030, 3, 15, 12))
    assert server.came == []


def test_revoke_cancels_by_the_key_or_each_notification(server, sender):
    by_id, by_key = sender().delay("ada", "R-7"), sender(cancellation_key="repair:R-7").delay("ada", "R-7")
    server.answer(httpx.Response(200, json={"canceled": [], "too_late": []}))

    by_id.revoke()
    by_key.revoke()

    assert server.bodies[2:] == [{"id": "ntf_1"}, {"cancellation_key": "repair:R-7"}]


def test_what_went_to_a_topic_is_revoked_by_its_key_alone(server, sender):
    server.answer(httpx.Response(202, json={**ANSWER, "notifications": []}))

    with pytest.raises(ValueError, match="cancellation_key"):
        sender().delay("ada", "R-7").revoke()


def test_called_as_it_is_it_says_what_would_be_published(server, sender):
    assert sender()("ada", "R-7") == {"recipients": ["ada"], "data": {"number": "R-7"}}
    assert sender().__name__ == "repair_ready"
    assert server.came == []
