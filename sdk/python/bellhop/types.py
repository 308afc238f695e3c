"""Has the shapes of what is sent and answered. Written by `npm run openapi`."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, TypeAlias, TypedDict

if sys.version_info >= (3, 11):
    from typing import NotRequired
else:
    from typing_extensions import NotRequired

from ._options import CallOptions, ChangeOptions, OnceOptions


class PublishRequest(TypedDict):
    """To exactly one of `recipients`, `topic` and `audience`. `rate_per_minute` is for an
    audience, without `send_at`"""

    workflow: str
    recipients: NotRequired[Sequence[Recipient]]
    topic: NotRequired[str]
    audience: NotRequired[Audience]
    rate_per_minute: NotRequired[int]
    """How many notifications of a broadcast are made in a minute, at most; absent: as fast as
    it goes"""
    tenant: NotRequired[str]
    """The tenant whose users, topics and keys are named. A key that is bound to a tenant may
    leave it out"""
    data: NotRequired[Mapping[str, Any]]
    actor: NotRequired[str]
    """The user who did what it tells of: a known one"""
    priority: NotRequired[Literal["low", "normal", "high", "urgent"]]
    channels: NotRequired[Sequence[Literal["inbox", "email", "sms", "chat", "push"]]]
    send_at: NotRequired[str | datetime]
    """At most a year ahead; what has passed means now"""
    expires_at: NotRequired[str | datetime]
    """Still to come, and after `send_at`; else it is refused with `schedule_invalid`"""
    cancellation_key: NotRequired[str]
    """Compared to the letter: nothing is trimmed. Without control characters."""
    callback: NotRequired[str]
    """The webhook that is told when a notification has ended on all its channels:
    `notification.ended`"""
    failure_callback: NotRequired[str]
    """The webhook that is told of each message that fails, bounces, is complained of, expires,
    is suppressed or whose send stays unknown"""


class Audience(TypedDict):
    all: NotRequired[Literal[True]]
    where: NotRequired[Condition]


Condition = TypedDict(
    "Condition",
    {
        "attribute": "NotRequired[str]",
        "field": "NotRequired[Literal['name', 'locale', 'timezone']]",
        "equals": "NotRequired[str | float | bool]",
        "in": "NotRequired[list[str | float | bool]]",
        "exists": "NotRequired[bool]",
        "greater_than": "NotRequired[str | float]",
        "at_least": "NotRequired[str | float]",
        "less_than": "NotRequired[str | float]",
        "at_most": "NotRequired[str | float]",
        "and": "NotRequired[list[Condition]]",
        "or": "NotRequired[list[Condition]]",
        "not": "NotRequired[Condition]",
    },
)


class CancelRequest(TypedDict):
    id: NotRequired[str]
    cancellation_key: NotRequired[str]
    """Compared to the letter: nothing is trimmed. Without control characters."""
    cursor: NotRequired[str]
    """As `next_cursor` of the same list gave it; any other is refused with `cursor_invalid`,
    or `not_found`"""


class DryRunRequest(TypedDict):
    workflow: str
    recipients: NotRequired[Sequence[Recipient]]
    audience: NotRequired[Audience]
    rate_per_minute: NotRequired[int]
    """How many notifications of a broadcast are made in a minute, at most; absent: as fast as
    it goes"""
    tenant: NotRequired[str]
    """The tenant whose users, topics and keys are named. A key that is bound to a tenant may
    leave it out"""
    data: NotRequired[Mapping[str, Any]]
    actor: NotRequired[str]
    """The user who did what it tells of: a known one"""
    priority: NotRequired[Literal["low", "normal", "high", "urgent"]]
    channels: NotRequired[Sequence[Literal["inbox", "email", "sms", "chat", "push"]]]
    send_at: NotRequired[str | datetime]
    """At most a year ahead; what has passed means now"""
    expires_at: NotRequired[str | datetime]
    """Still to come, and after `send_at`; else it is refused with `schedule_invalid`"""
    callback: NotRequired[str]
    """The webhook that is told when a notification has ended on all its channels:
    `notification.ended`"""
    failure_callback: NotRequired[str]
    """The webhook that is told of each message that fails, bounces, is complained of, expires,
    is suppressed or whose send stays unknown"""
    cursor: NotRequired[str]
    """As `next_cursor` of the same list gave it; any other is refused with `cursor_invalid`,
    or `not_found`"""
    batch_of: NotRequired[int]
    """Write the copy as that of a batch of so many notifications like this one; what is
    decided stays as it is"""


class ResendRequest(TypedDict):
    channels: NotRequired[Sequence[Literal["inbox", "email", "sms", "chat", "push"]]]
    confirm: NotRequired[Literal[True]]


class ReplayRequest(TypedDict):
    filter: ReplayFilter
    channels: NotRequired[Sequence[Literal["inbox", "email", "sms", "chat", "push"]]]
    dry_run: NotRequired[bool]
    confirmation: NotRequired[str]
    cursor: NotRequired[str]
    """As `next_cursor` of the same list gave it; any other is refused with `cursor_invalid`,
    or `not_found`"""


class ReplayFilter(TypedDict):
    user: NotRequired[str]
    """Without "#", "/", "?" and control characters, without a space at either end, and neither
    "." nor ".."."""
    workflow: NotRequired[str]
    category: NotRequired[str]
    channel: NotRequired[Literal["inbox", "email", "sms", "chat", "push"]]
    status: NotRequired[Literal["scheduled", "digesting", "queued", "sending", "sent", "delivered", "bounced", "complained", "failed", "unknown", "suppressed", "skipped", "canceled", "expired", "simulated"]]
    topic: NotRequired[str]
    cancellation_key: NotRequired[str]
    """Compared to the letter: nothing is trimmed. Without control characters."""
    request: NotRequired[str]
    address: NotRequired[str]
    """An e-mail address or phone number that a message went to, however it is spelt"""
    since: NotRequired[str]
    """Requested at or after this instant"""
    until: NotRequired[str]
    """Requested before this instant"""
    test: NotRequired[bool]


Attributes: TypeAlias = "dict[str, AttributeValue]"


AttributeValue: TypeAlias = "str | float | bool | list[str | float | bool]"


class BulkUsers(TypedDict):
    users: Sequence[BulkUser]


class PreferencesPatch(TypedDict):
    """What comes of it must hold together: a night whose `start` and `end` differ, and a
    `digest` that `email` does not contradict"""

    categories: NotRequired[Mapping[str, PreferencesPatchCategoriesValue | None] | None]
    digest_time: NotRequired[str | None]
    digest_day: NotRequired[Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] | None]
    quiet_hours: NotRequired[PreferencesPatchQuietHours | None]
    timezone: NotRequired[str | None]
    locale: NotRequired[str | None]


class PreferencesPatchCategoriesValue(TypedDict):
    inbox: NotRequired[Literal["opted_in", "opted_out"] | None]
    email: NotRequired[Literal["opted_in", "opted_out"] | None]
    sms: NotRequired[Literal["opted_in", "opted_out"] | None]
    chat: NotRequired[Literal["opted_in", "opted_out"] | None]
    push: NotRequired[Literal["opted_in", "opted_out"] | None]
    digest: NotRequired[Literal["immediate", "daily", "weekly", "monthly", "off"] | None]


class PreferencesPatchQuietHours(TypedDict):
    start: NotRequired[str]
    end: NotRequired[str]
    days: NotRequired[Mapping[str, Literal["none"] | PreferencesPatchQuietHoursDaysValue | None] | None]


class PreferencesPatchQuietHoursDaysValue(TypedDict):
    start: NotRequired[str]
    end: NotRequired[str]


class NewChatConnection(TypedDict):
    kind: Literal["slack", "teams", "discord", "webhook"]
    url: str
    description: NotRequired[str]
    """One line of text. White space around it and invisible characters are taken off. Control
    characters, and marks of direction without their other half in the line, are refused."""


class PutTenant(TypedDict):
    brand: NotRequired[TenantBrand]
    preferences: NotRequired[TenantPreferences]


class TenantBrand(TypedDict):
    name: str
    """One line of text. White space around it and invisible characters are taken off. Control
    characters, and marks of direction without their other half in the line, are refused."""
    colour: NotRequired[str]
    """Of buttons and links on white; what cannot be read there is refused"""
    colour_on_dark: NotRequired[str]
    """The same on a dark background"""
    logo_url: NotRequired[str]
    """A PNG, 80 pixels high, shown at half that size"""
    inbox_url: NotRequired[str]
    """Where the tenant's users find their inbox: what digests link to"""
    from_name: NotRequired[str]
    """The name beside the address that e-mails come from"""
    address: NotRequired[list[str]]
    """The tenant's postal address, line by line: at the foot of e-mails and of the page to
    unsubscribe"""


class TenantPreferences(TypedDict):
    categories: dict[str, TenantPreferencesCategoriesValue]


class TenantPreferencesCategoriesValue(TypedDict):
    inbox: NotRequired[Literal["opted_in", "opted_out"]]
    email: NotRequired[Literal["opted_in", "opted_out"]]
    sms: NotRequired[Literal["opted_in", "opted_out"]]
    chat: NotRequired[Literal["opted_in", "opted_out"]]
    push: NotRequired[Literal["opted_in", "opted_out"]]
    digest: NotRequired[Literal["immediate", "daily", "weekly", "monthly"]]


class NewSchedule(TypedDict):
    """To exactly one of `recipients`, `topic` and `audience`, by exactly one of `cron` and
    `every`. `rate_per_minute` is for an audience"""

    id: NotRequired[str]
    """Absent: one is derived from the rest, so that the same body makes one schedule"""
    workflow: str
    recipients: NotRequired[Sequence[str]]
    topic: NotRequired[str]
    audience: NotRequired[Audience]
    rate_per_minute: NotRequired[int]
    """How many notifications of a broadcast are made in a minute, at most; absent: as fast as
    it goes"""
    data: NotRequired[Mapping[str, Any]]
    priority: NotRequired[Literal["low", "normal", "high", "urgent"]]
    channels: NotRequired[Sequence[Literal["inbox", "email", "sms", "chat", "push"]]]
    callback: NotRequired[str]
    """The webhook that is told when a notification has ended on all its channels:
    `notification.ended`"""
    failure_callback: NotRequired[str]
    """The webhook that is told of each message that fails, bounces, is complained of, expires,
    is suppressed or whose send stays unknown"""
    cron: NotRequired[str]
    every: NotRequired[str]
    timezone: NotRequired[str]
    """Where the clock hangs that `cron` reads"""
    starts_at: NotRequired[str | datetime]
    """No run before; the first run of `every`"""
    ends_at: NotRequired[str | datetime]
    """No run at this time or later"""
    grace: NotRequired[int]
    """How late a run may still start, in seconds; later it counts as missed"""
    paused: NotRequired[bool]


class ScheduleChange(TypedDict):
    """What is absent stays, and `null` goes. At most one of `recipients`, `topic` and
    `audience`, and one of `cron` and `every`: each in the place of what there was"""

    workflow: NotRequired[str]
    recipients: NotRequired[Sequence[str]]
    topic: NotRequired[str]
    audience: NotRequired[Audience]
    rate_per_minute: NotRequired[int | None]
    data: NotRequired[Mapping[str, Any]]
    priority: NotRequired[Literal["low", "normal", "high", "urgent"] | None]
    channels: NotRequired[Sequence[Literal["inbox", "email", "sms", "chat", "push"]] | None]
    callback: NotRequired[str | None]
    failure_callback: NotRequired[str | None]
    cron: NotRequired[str]
    every: NotRequired[str]
    timezone: NotRequired[str]
    """An IANA time zone, of those that the server knows; any other is refused"""
    starts_at: NotRequired[str | datetime | None]
    ends_at: NotRequired[str | datetime | None]
    grace: NotRequired[int]
    """How late a run may still start, in seconds; later it counts as missed"""
    paused: NotRequired[bool]


class NewSuppression(TypedDict):
    address: str
    reason: NotRequired[Literal["manual"]]


class NewWebhook(TypedDict):
    url: str
    events: NotRequired[Sequence[Literal["*", "notification.accepted", "notification.ended", "message.scheduled", "message.digesting", "message.queued", "message.sending", "message.sent", "message.delivered", "message.bounced", "message.complained", "message.failed", "message.unknown", "message.suppressed", "message.skipped", "message.canceled", "message.expired", "message.simulated", "message.opened", "message.clicked", "inbox_item.seen", "inbox_item.read", "inbox_item.unread", "inbox_item.archived", "inbox_item.unarchived", "inbox.seen", "inbox.read", "preferences.changed", "user.unsubscribed", "suppression.added", "suppression.removed", "webhook.test"]]]
    description: NotRequired[str]
    """One line of text. White space around it and invisible characters are taken off. Control
    characters, and marks of direction without their other half in the line, are refused."""


class WebhookPatch(TypedDict):
    url: NotRequired[str]
    events: NotRequired[Sequence[Literal["*", "notification.accepted", "notification.ended", "message.scheduled", "message.digesting", "message.queued", "message.sending", "message.sent", "message.delivered", "message.bounced", "message.complained", "message.failed", "message.unknown", "message.suppressed", "message.skipped", "message.canceled", "message.expired", "message.simulated", "message.opened", "message.clicked", "inbox_item.seen", "inbox_item.read", "inbox_item.unread", "inbox_item.archived", "inbox_item.unarchived", "inbox.seen", "inbox.read", "preferences.changed", "user.unsubscribed", "suppression.added", "suppression.removed", "webhook.test"]]]
    description: NotRequired[str]
    """One line of text. White space around it and invisible characters are taken off. Control
    characters, and marks of direction without their other half in the line, are refused."""
    status: NotRequired[Literal["active", "disabled"]]


NewDevice: TypeAlias = "NewDeviceWeb | NewDeviceFcm | NewDeviceApns"


class NewDeviceWeb(TypedDict):
    kind: Literal["web"]
    endpoint: str
    keys: NewDeviceWebKeys


class NewDeviceWebKeys(TypedDict):
    p256dh: str
    auth: str


class NewDeviceFcm(TypedDict):
    kind: Literal["fcm"]
    token: str


class NewDeviceApns(TypedDict):
    kind: Literal["apns"]
    token: str


class Contact(TypedDict):
    email: NotRequired[str]
    """An e-mail address: at most 64 characters of ASCII before the "@", labels of at most 63,
    and 254 in all, counted in punycode."""
    phone: NotRequired[str]
    """Best E.164. Spaces, brackets, dots, dashes and slashes are taken off, and 00 in front is
    taken as "+". A number as it is dialled within a country is taken where the region of
    `locale` and `timezone` name the same country."""
    emails: NotRequired[Sequence[ContactEmail]]
    """All that there are, at most 5; what is given takes the place of the list before"""
    phones: NotRequired[Sequence[ContactPhone]]
    """All that there are, at most 5; what is given takes the place of the list before"""
    name: NotRequired[str]
    """One line of text. White space around it and invisible characters are taken off. Control
    characters, and marks of direction without their other half in the line, are refused."""
    avatar: NotRequired[str]
    attributes: NotRequired[Attributes]
    locale: NotRequired[str]
    """A BCP 47 language tag; what is none is refused"""
    timezone: NotRequired[str]
    """An IANA time zone, of those that the server knows; any other is refused"""


class ContactEmail(TypedDict):
    address: str
    """An e-mail address: at most 64 characters of ASCII before the "@", labels of at most 63,
    and 254 in all, counted in punycode."""
    primary: NotRequired[bool]
    verified: NotRequired[bool]
    label: NotRequired[str]
    """One line of text. White space around it and invisible characters are taken off. Control
    characters, and marks of direction without their other half in the line, are refused."""


class ContactPhone(TypedDict):
    address: str
    """E.164. Spaces, brackets, dots, dashes and slashes are taken off, and 00 in front is
    taken as "+"."""
    primary: NotRequired[bool]
    verified: NotRequired[bool]
    label: NotRequired[str]
    """One line of text. White space around it and invisible characters are taken off. Control
    characters, and marks of direction without their other half in the line, are refused."""


class PublishAnswer(TypedDict):
    id: str
    status_url: str
    notifications: list[PublishAnswerNotification]
    refused: list[Refusal]
    skipped: NotRequired[list[SkippedChannel]]


class PublishAnswerNotification(TypedDict):
    id: str
    user: str
    """Without "#", "/", "?" and control characters, without a space at either end, and neither
    "." nor ".."."""
    repeated: NotRequired[Literal[True]]


class Refusal(TypedDict):
    pointer: str
    code: Literal["recipient_invalid", "recipient_unknown", "recipient_repeated"]
    detail: str
    user: NotRequired[str]


class SkippedChannel(TypedDict):
    channel: Literal["inbox", "email", "sms", "chat", "push"]
    reason: Literal["preference_opted_out", "no_address", "suppressed_bounce", "suppressed_complaint", "suppressed_unsubscribe", "suppressed_manual", "hard_bounce", "soft_bounce", "complaint", "sms_opted_out", "country_blocked", "budget_exceeded", "price_exceeded", "unreachable", "carrier_blocked", "invalid_number", "throttled", "already_read", "canceled", "expired", "provider_rejected", "ambiguous_send", "gave_up", "test_key", "content_too_long", "holdout", "channel_off", "condition_not_met", "connection_gone", "not_needed", "batched", "attachment_unavailable"]
    detail: str
    user: NotRequired[str]
    """Without "#", "/", "?" and control characters, without a space at either end, and neither
    "." nor ".."."""


class NotificationPage(TypedDict):
    data: list[ListedNotification]
    next_cursor: NotRequired[str]
    """As `next_cursor` of the same list gave it; any other is refused with `cursor_invalid`,
    or `not_found`"""


class ListedNotification(TypedDict):
    id: str
    request: str
    tenant: NotRequired[str]
    """The tenant whose it is, told to a key of the whole stage; absent: the stage's own"""
    user: str
    """The id of a user; or, where it was said in the room of a topic, "#" and the topic, as in
    "#building:42"."""
    workflow: str
    category: str
    topic: NotRequired[str]
    test: bool
    created_at: str
    channels: list[ListedNotificationChannel]


class ListedNotificationChannel(TypedDict):
    channel: Literal["inbox", "email", "sms", "chat", "push"]
    status: Literal["scheduled", "digesting", "queued", "sending", "sent", "delivered", "bounced", "complained", "failed", "unknown", "suppressed", "skipped", "canceled", "expired", "simulated"]
    reason: NotRequired[Literal["preference_opted_out", "no_address", "suppressed_bounce", "suppressed_complaint", "suppressed_unsubscribe", "suppressed_manual", "hard_bounce", "soft_bounce", "complaint", "sms_opted_out", "country_blocked", "budget_exceeded", "price_exceeded", "unreachable", "carrier_blocked", "invalid_number", "throttled", "already_read", "canceled", "expired", "provider_rejected", "ambiguous_send", "gave_up", "test_key", "content_too_long", "holdout", "channel_off", "condition_not_met", "connection_gone", "not_needed", "batched", "attachment_unavailable"]]


class CancelAnswer(TypedDict):
    canceled: list[CanceledNotification]
    too_late: list[CanceledNotification]
    next_cursor: NotRequired[str]
    """As `next_cursor` of the same list gave it; any other is refused with `cursor_invalid`,
    or `not_found`"""


class CanceledNotification(TypedDict):
    id: str
    channels: NotRequired[list[Literal["inbox", "email", "sms", "chat", "push"]]]


class DryRunAnswer(TypedDict):
    data: list[DryRunAnswerDataItem]
    refused: list[Refusal]
    audience: NotRequired[AudienceCount]


class DryRunAnswerDataItem(TypedDict):
    user: str
    """Without "#", "/", "?" and control characters, without a space at either end, and neither
    "." nor ".."."""
    timezone: str
    """An IANA time zone, of those that the server knows; any other is refused"""
    experiment: NotRequired[str]
    variant: NotRequired[str]
    variant_because: NotRequired[str]
    channels: list[DryRunChannel]


class DryRunChannel(TypedDict):
    channel: Literal["inbox", "email", "sms", "chat", "push"]
    decision: Literal["send", "hold", "digest", "skip"]
    reason: NotRequired[Literal["preference_opted_out", "no_address", "suppressed_bounce", "suppressed_complaint", "suppressed_unsubscribe", "suppressed_manual", "hard_bounce", "soft_bounce", "complaint", "sms_opted_out", "country_blocked", "budget_exceeded", "price_exceeded", "unreachable", "carrier_blocked", "invalid_number", "throttled", "already_read", "canceled", "expired", "provider_rejected", "ambiguous_send", "gave_up", "test_key", "content_too_long", "holdout", "channel_off", "condition_not_met", "connection_gone", "not_needed", "batched", "attachment_unavailable"]]
    held_for: NotRequired[Literal["send_at", "quiet_hours", "escalation", "paused", "delay", "undelivered", "batch"]]
    until: NotRequired[str]
    cadence: NotRequired[Literal["daily", "weekly", "monthly"]]
    because: str
    instead_of: NotRequired[Literal["inbox", "email", "sms", "chat", "push"]]
    afterwards: NotRequired[list[DryRunChannelAfterward]]
    at: NotRequired[str]
    local_time: NotRequired[str]
    suppressed: NotRequired[Literal["preference_opted_out", "no_address", "suppressed_bounce", "suppressed_complaint", "suppressed_unsubscribe", "suppressed_manual", "hard_bounce", "soft_bounce", "complaint", "sms_opted_out", "country_blocked", "budget_exceeded", "price_exceeded", "unreachable", "carrier_blocked", "invalid_number", "throttled", "already_read", "canceled", "expired", "provider_rejected", "ambiguous_send", "gave_up", "test_key", "content_too_long", "holdout", "channel_off", "condition_not_met", "connection_gone", "not_needed", "batched", "attachment_unavailable"]]
    turned_down: NotRequired[DryRunChannelTurnedDown]
    fallback: NotRequired[DryRunChannelFallback]
    provider: NotRequired[str]
    paused_providers: NotRequired[list[DryRunChannelPausedProvider]]
    copy: DryRunChannelCopy
    cost_usd: float
    price_unknown: NotRequired[Literal[True]]


class DryRunChannelAfterward(TypedDict):
    decision: Literal["send", "hold", "digest", "skip"]
    reason: NotRequired[Literal["preference_opted_out", "no_address", "suppressed_bounce", "suppressed_complaint", "suppressed_unsubscribe", "suppressed_manual", "hard_bounce", "soft_bounce", "complaint", "sms_opted_out", "country_blocked", "budget_exceeded", "price_exceeded", "unreachable", "carrier_blocked", "invalid_number", "throttled", "already_read", "canceled", "expired", "provider_rejected", "ambiguous_send", "gave_up", "test_key", "content_too_long", "holdout", "channel_off", "condition_not_met", "connection_gone", "not_needed", "batched", "attachment_unavailable"]]
    held_for: NotRequired[Literal["send_at", "quiet_hours", "escalation", "paused", "delay", "undelivered", "batch"]]
    until: NotRequired[str]
    cadence: NotRequired[Literal["daily", "weekly", "monthly"]]
    because: str
    instead_of: NotRequired[Literal["inbox", "email", "sms", "chat", "push"]]


class DryRunChannelTurnedDown(TypedDict):
    reason: Literal["preference_opted_out", "no_address", "suppressed_bounce", "suppressed_complaint", "suppressed_unsubscribe", "suppressed_manual", "hard_bounce", "soft_bounce", "complaint", "sms_opted_out", "country_blocked", "budget_exceeded", "price_exceeded", "unreachable", "carrier_blocked", "invalid_number", "throttled", "already_read", "canceled", "expired", "provider_rejected", "ambiguous_send", "gave_up", "test_key", "content_too_long", "holdout", "channel_off", "condition_not_met", "connection_gone", "not_needed", "batched", "attachment_unavailable"]
    because: str


class DryRunChannelFallback(TypedDict):
    channel: Literal["inbox", "email", "sms", "chat", "push"]
    because: str


class DryRunChannelPausedProvider(TypedDict):
    provider: str
    why: str


class DryRunChannelCopy(TypedDict):
    inbox: NotRequired[DryRunChannelCopyInbox]
    email: NotRequired[DryRunChannelCopyEmail]
    digest: NotRequired[DryRunChannelCopyDigest]
    sms: NotRequired[DryRunChannelCopySms]
    chat: NotRequired[DryRunChannelCopyChat]
    push: NotRequired[DryRunChannelCopyPush]


class DryRunChannelCopyInbox(TypedDict):
    title: str
    body: str
    action_url: NotRequired[str]
    image: NotRequired[DryRunChannelCopyInboxImage]
    actions: NotRequired[list[DryRunChannelCopyInboxAction]]


class DryRunChannelCopyInboxImage(TypedDict):
    url: str
    alt: NotRequired[str]


class DryRunChannelCopyInboxAction(TypedDict):
    id: str
    label: str
    url: NotRequired[str]
    primary: NotRequired[bool]


class DryRunChannelCopyEmail(TypedDict):
    subject: str
    html: str
    text: str
    from_name: NotRequired[str]
    reply_to: NotRequired[str]
    cc: NotRequired[list[str]]
    bcc: NotRequired[list[str]]
    headers: NotRequired[dict[str, str]]
    attachments: NotRequired[list[DryRunChannelCopyEmailAttachment]]
    """Its files; one in S3 says where it lies, and is read when the e-mail goes."""
    invitation: NotRequired[DryRunChannelCopyEmailInvitation]


class DryRunChannelCopyEmailAttachment(TypedDict):
    filename: str
    content_type: NotRequired[str]
    bytes: NotRequired[int]
    s3: NotRequired[DryRunChannelCopyEmailAttachmentS3]


class DryRunChannelCopyEmailAttachmentS3(TypedDict):
    bucket: NotRequired[str]
    key: str


class DryRunChannelCopyEmailInvitation(TypedDict):
    method: Literal["request", "cancel"]
    uid: str
    summary: str
    start: str
    end: str


class DryRunChannelCopyDigest(TypedDict):
    title: str
    body: NotRequired[str]
    action_url: NotRequired[str]


class DryRunChannelCopySms(TypedDict):
    text: str
    segments: int
    parts: int
    replaced: NotRequired[list[DryRunChannelCopySmsReplacedItem]]


DryRunChannelCopySmsReplacedItem = TypedDict(
    "DryRunChannelCopySmsReplacedItem",
    {
        "from": "str",
        "to": "str",
    },
)


class DryRunChannelCopyChat(TypedDict):
    title: str
    body: str
    fields: NotRequired[list[DryRunChannelCopyChatField]]
    action_url: NotRequired[str]
    action_label: NotRequired[str]


class DryRunChannelCopyChatField(TypedDict):
    name: str
    value: str


class DryRunChannelCopyPush(TypedDict):
    title: str
    body: str
    url: NotRequired[str]
    icon: NotRequired[str]


class AudienceCount(TypedDict):
    matched: int
    looked_at: int
    with_address: dict[str, int]
    next_cursor: NotRequired[str]
    """As `next_cursor` of the same list gave it; any other is refused with `cursor_invalid`,
    or `not_found`"""


class Notification(TypedDict):
    id: str
    request: str
    tenant: NotRequired[str]
    """The tenant whose it is, told to a key of the whole stage; absent: the stage's own"""
    user: str
    """The id of a user; or, where it was said in the room of a topic, "#" and the topic, as in
    "#building:42"."""
    workflow: str
    category: str
    priority: Literal["low", "normal", "high", "urgent"]
    test: bool
    experiment: NotRequired[str]
    variant: NotRequired[str]
    created_at: str
    send_at: NotRequired[str]
    expires_at: NotRequired[str]
    cancellation_key: NotRequired[str]
    """Compared to the letter: nothing is trimmed. Without control characters."""
    callback: NotRequired[str]
    failure_callback: NotRequired[str]
    batch: NotRequired[BatchOfNotification]
    messages: list[Message]
    explanation: list[NotificationExplanationItem]
    resent_from: NotRequired[str]
    resent_as: NotRequired[list[NotificationResentA]]
    timeline: list[TimelineEntry]


class NotificationExplanationItem(TypedDict):
    channel: Literal["inbox", "email", "sms", "chat", "push"]
    decision: Literal["send", "hold", "digest", "skip"]
    reason: NotRequired[Literal["preference_opted_out", "no_address", "suppressed_bounce", "suppressed_complaint", "suppressed_unsubscribe", "suppressed_manual", "hard_bounce", "soft_bounce", "complaint", "sms_opted_out", "country_blocked", "budget_exceeded", "price_exceeded", "unreachable", "carrier_blocked", "invalid_number", "throttled", "already_read", "canceled", "expired", "provider_rejected", "ambiguous_send", "gave_up", "test_key", "content_too_long", "holdout", "channel_off", "condition_not_met", "connection_gone", "not_needed", "batched", "attachment_unavailable"]]
    held_for: NotRequired[Literal["send_at", "quiet_hours", "escalation", "paused", "delay", "undelivered", "batch"]]
    until: NotRequired[str]
    cadence: NotRequired[Literal["daily", "weekly", "monthly"]]
    because: str
    instead_of: NotRequired[Literal["inbox", "email", "sms", "chat", "push"]]


class NotificationResentA(TypedDict):
    id: str
    at: str
    channels: list[Literal["inbox", "email", "sms", "chat", "push"]]


class BatchOfNotification(TypedDict):
    joined: NotRequired[str]
    gathers: NotRequired[Literal[True]]
    count: NotRequired[int]
    notifications: NotRequired[list[str]]
    actors: NotRequired[list[Actor]]


class Actor(TypedDict):
    id: str
    """Without "#", "/", "?" and control characters, without a space at either end, and neither
    "." nor ".."."""
    name: NotRequired[str]
    avatar: NotRequired[str]


class Message(TypedDict):
    channel: Literal["inbox", "email", "sms", "chat", "push"]
    status: Literal["scheduled", "digesting", "queued", "sending", "sent", "delivered", "bounced", "complained", "failed", "unknown", "suppressed", "skipped", "canceled", "expired", "simulated"]
    reason: NotRequired[Literal["preference_opted_out", "no_address", "suppressed_bounce", "suppressed_complaint", "suppressed_unsubscribe", "suppressed_manual", "hard_bounce", "soft_bounce", "complaint", "sms_opted_out", "country_blocked", "budget_exceeded", "price_exceeded", "unreachable", "carrier_blocked", "invalid_number", "throttled", "already_read", "canceled", "expired", "provider_rejected", "ambiguous_send", "gave_up", "test_key", "content_too_long", "holdout", "channel_off", "condition_not_met", "connection_gone", "not_needed", "batched", "attachment_unavailable"]]
    attempts: int
    due_at: NotRequired[str]
    provider: NotRequired[str]
    provider_id: NotRequired[str]
    sms: NotRequired[SmsBill]
    events: list[MessageEvent]


class MessageEvent(TypedDict):
    status: Literal["scheduled", "digesting", "queued", "sending", "sent", "delivered", "bounced", "complained", "failed", "unknown", "suppressed", "skipped", "canceled", "expired", "simulated"]
    at: str
    detail: NotRequired[str]
    engagement: NotRequired[Literal["opened", "opened_by_machine", "clicked", "clicked_by_machine"]]


class SmsBill(TypedDict):
    segments: int
    estimated_usd: float
    billed_usd: NotRequired[float]


class TimelineEntry(TypedDict):
    at: str
    channel: NotRequired[Literal["inbox", "email", "sms", "chat", "push"]]
    type: Literal["accepted", "assigned", "planned", "scheduled", "digesting", "queued", "sending", "sent", "delivered", "bounced", "complained", "failed", "unknown", "suppressed", "skipped", "canceled", "expired", "simulated", "opened", "opened_by_machine", "clicked", "clicked_by_machine", "seen", "read", "noted", "resent", "resent_from"]
    text: str


class Request(TypedDict):
    id: str
    workflow: str
    tenant: NotRequired[str]
    """The tenant whose it is, told to a key of the whole stage; absent: the stage's own"""
    topic: NotRequired[str]
    test: bool
    created_at: str
    accepted: int
    broadcast: NotRequired[BroadcastProgress]
    fanned_out: bool
    refused: list[Refusal]
    counts: NotRequired[RequestCounts]
    notifications: list[RequestedNotification]
    next_cursor: NotRequired[str]
    """As `next_cursor` of the same list gave it; any other is refused with `cursor_invalid`,
    or `not_found`"""


class BroadcastProgress(TypedDict):
    audience: Audience
    rate_per_minute: NotRequired[int]
    """How many notifications of a broadcast are made in a minute, at most; absent: as fast as
    it goes"""
    cancellation_key: NotRequired[str]
    """Compared to the letter: nothing is trimmed. Without control characters."""
    looked_at: int
    state: Literal["running", "done", "stopped"]


class RequestCounts(TypedDict):
    notifications: int
    not_dispatched: int
    messages: dict[str, dict[str, int]]


class RequestedNotification(TypedDict):
    id: str
    tenant: NotRequired[str]
    """The tenant whose it is, told to a key of the whole stage; absent: the stage's own"""
    user: NotRequired[str]
    """The id of a user; or, where it was said in the room of a topic, "#" and the topic, as in
    "#building:42"."""
    messages: list[RequestedNotificationMessage]


class RequestedNotificationMessage(TypedDict):
    channel: Literal["inbox", "email", "sms", "chat", "push"]
    status: Literal["scheduled", "digesting", "queued", "sending", "sent", "delivered", "bounced", "complained", "failed", "unknown", "suppressed", "skipped", "canceled", "expired", "simulated"]
    reason: NotRequired[Literal["preference_opted_out", "no_address", "suppressed_bounce", "suppressed_complaint", "suppressed_unsubscribe", "suppressed_manual", "hard_bounce", "soft_bounce", "complaint", "sms_opted_out", "country_blocked", "budget_exceeded", "price_exceeded", "unreachable", "carrier_blocked", "invalid_number", "throttled", "already_read", "canceled", "expired", "provider_rejected", "ambiguous_send", "gave_up", "test_key", "content_too_long", "holdout", "channel_off", "condition_not_met", "connection_gone", "not_needed", "batched", "attachment_unavailable"]]


class UserPage(TypedDict):
    data: list[User]
    next_cursor: NotRequired[str]
    """As `next_cursor` of the same list gave it; any other is refused with `cursor_invalid`,
    or `not_found`"""


class User(TypedDict):
    tenant: NotRequired[str]
    """The tenant whose it is, told to a key of the whole stage; absent: the stage's own"""
    id: str
    """Without "#", "/", "?" and control characters, without a space at either end, and neither
    "." nor ".."."""
    email: NotRequired[str]
    """An e-mail address: at most 64 characters of ASCII before the "@", labels of at most 63,
    and 254 in all, counted in punycode."""
    phone: NotRequired[str]
    """E.164. Spaces, brackets, dots, dashes and slashes are taken off, and 00 in front is
    taken as "+"."""
    emails: NotRequired[list[UserEmail]]
    phones: NotRequired[list[UserPhone]]
    name: NotRequired[str]
    """One line of text. White space around it and invisible characters are taken off. Control
    characters, and marks of direction without their other half in the line, are refused."""
    avatar: NotRequired[str]
    attributes: NotRequired[Attributes]
    locale: NotRequired[str]
    """A BCP 47 language tag; what is none is refused"""
    timezone: NotRequired[str]
    """An IANA time zone, of those that the server knows; any other is refused"""
    chat_connections: NotRequired[list[str]]
    devices: NotRequired[list[str]]
    created_at: str
    updated_at: str


class UserEmail(TypedDict):
    address: str
    """An e-mail address: at most 64 characters of ASCII before the "@", labels of at most 63,
    and 254 in all, counted in punycode."""
    primary: bool
    verified: bool
    label: NotRequired[str]
    """One line of text. White space around it and invisible characters are taken off. Control
    characters, and marks of direction without their other half in the line, are refused."""


class UserPhone(TypedDict):
    address: str
    """E.164. Spaces, brackets, dots, dashes and slashes are taken off, and 00 in front is
    taken as "+"."""
    primary: bool
    verified: bool
    label: NotRequired[str]
    """One line of text. White space around it and invisible characters are taken off. Control
    characters, and marks of direction without their other half in the line, are refused."""


class TopicPage(TypedDict):
    data: list[TopicPageDataItem]
    next_cursor: NotRequired[str]
    """As `next_cursor` of the same list gave it; any other is refused with `cursor_invalid`,
    or `not_found`"""


class TopicPageDataItem(TypedDict):
    tenant: NotRequired[str]
    """The tenant whose it is, told to a key of the whole stage; absent: the stage's own"""
    topic: str


class SubscriptionPage(TypedDict):
    data: list[SubscriptionPageDataItem]
    next_cursor: NotRequired[str]
    """As `next_cursor` of the same list gave it; any other is refused with `cursor_invalid`,
    or `not_found`"""


class SubscriptionPageDataItem(TypedDict):
    user: str
    """Without "#", "/", "?" and control characters, without a space at either end, and neither
    "." nor ".."."""


class WorkflowList(TypedDict):
    data: list[Workflow]


class Workflow(TypedDict):
    key: str
    category: str
    priority: Literal["low", "normal", "high", "urgent"]
    channels: list[Literal["inbox", "email", "sms", "chat", "push"]]
    required: bool
    to: NotRequired[Literal["verified"]]
    track_email: NotRequired[list[Literal["opens", "clicks"]]]
    description: NotRequired[str]
    languages: NotRequired[list[str]]
    payload: dict[str, Any]
    example: dict[str, Any]
    steps: NotRequired[WorkflowSteps]
    experiment: NotRequired[Experiment]


class WorkflowSteps(TypedDict):
    delay: NotRequired[WorkflowStepsDelay]
    throttle: NotRequired[WorkflowStepsThrottle]
    batch: NotRequired[WorkflowStepsBatch]
    channels: NotRequired[list[WorkflowStepsChannel]]


class WorkflowStepsDelay(TypedDict):
    minutes: NotRequired[int]
    until: NotRequired[str]


class WorkflowStepsThrottle(TypedDict):
    most: int
    minutes: int
    by_key: bool


class WorkflowStepsBatch(TypedDict):
    minutes: int
    most: NotRequired[int]
    opens: Literal["first", "quiet"]
    by_key: bool
    channels: NotRequired[list[Literal["inbox", "email", "sms", "chat", "push"]]]


class WorkflowStepsChannel(TypedDict):
    channel: Literal["inbox", "email", "sms", "chat", "push"]
    condition: NotRequired[Literal[True]]
    unread_after_minutes: NotRequired[int]
    undelivered: NotRequired[Literal[True]]
    priorities: NotRequired[list[Literal["low", "normal", "high", "urgent"]]]


class Experiment(TypedDict):
    id: str
    variants: list[ExperimentVariant]
    holdout: NotRequired[int]
    goal: Literal["read", "opened", "clicked"]
    sample: int
    winner: NotRequired[str]


class ExperimentVariant(TypedDict):
    variant: str
    weight: int


class ResendAnswer(TypedDict):
    id: str
    status_url: str
    notification: str
    resent_from: str
    channels: list[Literal["inbox", "email", "sms", "chat", "push"]]
    suppressed: NotRequired[list[Literal["inbox", "email", "sms", "chat", "push"]]]


class ReplayAnswer(TypedDict):
    dry_run: bool
    filter: ReplayFilter
    count: int
    notifications: list[ReplayedNotification]
    refused: list[ReplayAnswerRefusedItem]
    confirmation: NotRequired[str]
    next_cursor: NotRequired[str]
    """As `next_cursor` of the same list gave it; any other is refused with `cursor_invalid`,
    or `not_found`"""


class ReplayAnswerRefusedItem(TypedDict):
    id: str
    tenant: NotRequired[str]
    """The tenant whose it is, told to a key of the whole stage; absent: the stage's own"""
    user: NotRequired[str]
    """The id of a user; or, where it was said in the room of a topic, "#" and the topic, as in
    "#building:42"."""
    workflow: NotRequired[str]
    code: str
    detail: str


ReplayedNotification = TypedDict(
    "ReplayedNotification",
    {
        "id": "str",
        "tenant": "NotRequired[str]",
        "user": "NotRequired[str]",
        "workflow": "NotRequired[str]",
        "channels": "list[Literal['inbox', 'email', 'sms', 'chat', 'push']]",
        "suppressed": "NotRequired[list[Literal['inbox', 'email', 'sms', 'chat', 'push']]]",
        "as": "NotRequired[str]",
    },
)


class BulkAnswer(TypedDict):
    users: list[BulkAnswerUser]
    refused: list[BulkAnswerRefusedItem]


class BulkAnswerUser(TypedDict):
    id: str
    """Without "#", "/", "?" and control characters, without a space at either end, and neither
    "." nor ".."."""
    outcome: Literal["created", "changed", "unchanged"]


class BulkAnswerRefusedItem(TypedDict):
    pointer: str
    detail: str
    user: NotRequired[str]


class UserExport(TypedDict):
    user: User
    choices: UserExportChoices
    suppressions: list[Suppression]
    topics: list[str]
    schedules: list[str]
    known_addresses: list[UserExportKnownAddresse]
    connections: NotRequired[list[UserExportConnection]]
    chat_connections: NotRequired[list[ChatConnection]]
    devices: NotRequired[list[Device]]
    attention: list[UserExportAttentionItem]
    throttles: NotRequired[list[UserExportThrottle]]
    batches: NotRequired[list[UserExportBatche]]
    batch_entries: NotRequired[list[UserExportBatchEntry]]
    digests: list[UserExportDigest]
    closed_digests: list[UserExportClosedDigest]
    digest_entries: list[UserExportDigestEntry]
    notifications: list[ExportedNotification]
    next_cursor: NotRequired[str]
    """As `next_cursor` of the same list gave it; any other is refused with `cursor_invalid`,
    or `not_found`"""


class UserExportChoices(TypedDict):
    preferences: dict[str, UserExportChoicesPreferencesValue]
    quiet_hours: NotRequired[QuietHours]
    digest_time: NotRequired[str]
    digest_day: NotRequired[Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]]


class UserExportChoicesPreferencesValue(TypedDict):
    inbox: NotRequired[Literal["opted_in", "opted_out"]]
    email: NotRequired[Literal["opted_in", "opted_out"]]
    sms: NotRequired[Literal["opted_in", "opted_out"]]
    chat: NotRequired[Literal["opted_in", "opted_out"]]
    push: NotRequired[Literal["opted_in", "opted_out"]]
    digest: NotRequired[Literal["immediate", "daily", "weekly", "monthly"]]


class UserExportKnownAddresse(TypedDict):
    sha256: str
    until: NotRequired[str]


class UserExportConnection(TypedDict):
    since: str


class UserExportAttentionItem(TypedDict):
    channel: Literal["inbox", "email", "sms", "chat", "push"]
    window: str
    taken: int


class UserExportThrottle(TypedDict):
    workflow: str
    since: str
    taken: int


class UserExportBatche(TypedDict):
    workflow: str
    key_sha256: str
    notification: str
    until: str
    count: int


class UserExportBatchEntry(TypedDict):
    batch: str
    notification: str
    actor: NotRequired[Actor]


class UserExportDigest(TypedDict):
    cadence: Literal["daily", "weekly", "monthly"]
    number: int
    due_at: NotRequired[str]
    due_date: NotRequired[str]
    last_date: NotRequired[str]


class UserExportClosedDigest(TypedDict):
    cadence: Literal["daily", "weekly", "monthly"]
    number: int
    date: str
    due_at: str


class UserExportDigestEntry(TypedDict):
    cadence: Literal["daily", "weekly", "monthly"]
    number: int
    notification: str
    channel: Literal["inbox", "email", "sms", "chat", "push"]
    category: str
    title: str
    body: str
    action_url: NotRequired[str]
    created_at: str


class QuietHours(TypedDict):
    """`start` and `end` must differ, in each night: one that ends when it starts would never
    end, and is refused"""

    start: str
    end: str
    days: NotRequired[dict[str, Literal["none"] | QuietHoursDaysValue]]


class QuietHoursDaysValue(TypedDict):
    start: str
    end: str


class Suppression(TypedDict):
    address: str
    reason: Literal["bounce", "complaint", "unsubscribe", "manual", "opt_out"]
    source: Literal["provider", "api"]
    notification: NotRequired[str]
    created_at: str


class ChatConnection(TypedDict):
    id: str
    kind: Literal["slack", "teams", "discord", "webhook"]
    url: str
    description: NotRequired[str]
    status: Literal["active", "gone"]
    gone_because: NotRequired[str]
    created_at: str
    last_used_at: NotRequired[str]


class Device(TypedDict):
    id: str
    kind: Literal["web", "fcm", "apns"]
    push_service: NotRequired[str]
    added_at: str
    renewed_at: str


class ExportedNotification(TypedDict):
    id: str
    request: str
    tenant: NotRequired[str]
    """The tenant whose it is, told to a key of the whole stage; absent: the stage's own"""
    user: str
    """The id of a user; or, where it was said in the room of a topic, "#" and the topic, as in
    "#building:42"."""
    workflow: str
    category: str
    priority: Literal["low", "normal", "high", "urgent"]
    test: bool
    experiment: NotRequired[str]
    variant: NotRequired[str]
    created_at: str
    send_at: NotRequired[str]
    expires_at: NotRequired[str]
    cancellation_key: NotRequired[str]
    """Compared to the letter: nothing is trimmed. Without control characters."""
    callback: NotRequired[str]
    failure_callback: NotRequired[str]
    batch: NotRequired[BatchOfNotification]
    messages: list[Message]
    explanation: list[ExportedNotificationExplanationItem]
    resent_from: NotRequired[str]
    resent_as: NotRequired[list[ExportedNotificationResentA]]
    data: dict[str, Any]
    locale: NotRequired[str]
    """A BCP 47 language tag; what is none is refused"""
    timezone: NotRequired[str]
    """An IANA time zone, of those that the server knows; any other is refused"""
    profile: NotRequired[Profile]
    topic: NotRequired[str]
    broadcast: NotRequired[Literal[True]]
    actor: NotRequired[Actor]
    gathered: NotRequired[Batch]
    addresses: ExportedNotificationAddresses
    inbox: NotRequired[ExportedInboxItem]


class ExportedNotificationExplanationItem(TypedDict):
    channel: Literal["inbox", "email", "sms", "chat", "push"]
    decision: Literal["send", "hold", "digest", "skip"]
    reason: NotRequired[Literal["preference_opted_out", "no_address", "suppressed_bounce", "suppressed_complaint", "suppressed_unsubscribe", "suppressed_manual", "hard_bounce", "soft_bounce", "complaint", "sms_opted_out", "country_blocked", "budget_exceeded", "price_exceeded", "unreachable", "carrier_blocked", "invalid_number", "throttled", "already_read", "canceled", "expired", "provider_rejected", "ambiguous_send", "gave_up", "test_key", "content_too_long", "holdout", "channel_off", "condition_not_met", "connection_gone", "not_needed", "batched", "attachment_unavailable"]]
    held_for: NotRequired[Literal["send_at", "quiet_hours", "escalation", "paused", "delay", "undelivered", "batch"]]
    until: NotRequired[str]
    cadence: NotRequired[Literal["daily", "weekly", "monthly"]]
    because: str
    instead_of: NotRequired[Literal["inbox", "email", "sms", "chat", "push"]]


class ExportedNotificationResentA(TypedDict):
    id: str
    at: str
    channels: list[Literal["inbox", "email", "sms", "chat", "push"]]


class ExportedNotificationAddresses(TypedDict):
    email: NotRequired[str]
    """An e-mail address: at most 64 characters of ASCII before the "@", labels of at most 63,
    and 254 in all, counted in punycode."""
    sms: NotRequired[str]
    """E.164. Spaces, brackets, dots, dashes and slashes are taken off, and 00 in front is
    taken as "+"."""
    chat: NotRequired[list[str]]
    push: NotRequired[list[str]]


class Profile(TypedDict):
    name: NotRequired[str]
    """One line of text. White space around it and invisible characters are taken off. Control
    characters, and marks of direction without their other half in the line, are refused."""
    avatar: NotRequired[str]
    attributes: NotRequired[Attributes]


class Batch(TypedDict):
    count: int
    items: list[BatchItem]
    actors: list[Actor]
    more_actors: int
    closed_at: str


class BatchItem(TypedDict):
    id: str
    at: str
    data: dict[str, Any]
    actor: NotRequired[Actor]


class ExportedInboxItem(TypedDict):
    id: str
    workflow: str
    category: str
    priority: Literal["low", "normal", "high", "urgent"]
    title: str
    body: str
    action_url: NotRequired[str]
    actor: NotRequired[Actor]
    image: NotRequired[InboxImage]
    actions: NotRequired[list[InboxAction]]
    created_at: str
    read: bool
    seen: bool
    archived: bool
    snoozed_until: NotRequired[str]
    seen_at: NotRequired[str]
    read_at: NotRequired[str]


class InboxImage(TypedDict):
    url: str
    alt: NotRequired[str]
    """One line of text. White space around it and invisible characters are taken off. Control
    characters, and marks of direction without their other half in the line, are refused."""


class InboxAction(TypedDict):
    id: str
    label: str
    """One line of text. White space around it and invisible characters are taken off. Control
    characters, and marks of direction without their other half in the line, are refused."""
    url: NotRequired[str]
    primary: NotRequired[bool]


class Token(TypedDict):
    token: str
    expires_at: str


class Preferences(TypedDict):
    categories: dict[str, CategoryPreferences]
    digest_time: str
    digest_day: Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    quiet_hours: NotRequired[QuietHours]
    timezone: str
    """An IANA time zone, of those that the server knows; any other is refused"""
    locale: NotRequired[str]
    """A BCP 47 language tag; what is none is refused"""


class CategoryPreferences(TypedDict):
    inbox: NotRequired[Literal["opted_in", "opted_out", "varies"]]
    email: Literal["opted_in", "opted_out", "varies"]
    sms: NotRequired[Literal["opted_in", "opted_out", "varies"]]
    chat: NotRequired[Literal["opted_in", "opted_out", "varies"]]
    push: NotRequired[Literal["opted_in", "opted_out", "varies"]]
    digest: NotRequired[Literal["immediate", "daily", "weekly", "monthly", "off", "varies"]]
    chosen: list[Literal["inbox", "email", "sms", "chat", "push", "digest"]]
    changeable: bool
    required: list[str]


class PutChatConnection(TypedDict):
    id: str
    kind: Literal["slack", "teams", "discord", "webhook"]
    url: str
    description: NotRequired[str]
    status: Literal["active", "gone"]
    gone_because: NotRequired[str]
    created_at: str
    last_used_at: NotRequired[str]
    secret: NotRequired[str]


class ChatConnectionList(TypedDict):
    data: list[ChatConnection]


class Tenant(TypedDict):
    id: str
    brand: NotRequired[TenantBrand]
    preferences: NotRequired[TenantPreferences]
    created_at: str
    updated_at: str


class TenantPage(TypedDict):
    data: list[Tenant]
    next_cursor: NotRequired[str]
    """As `next_cursor` of the same list gave it; any other is refused with `cursor_invalid`,
    or `not_found`"""


class Schedule(TypedDict):
    id: str
    tenant: NotRequired[str]
    """The tenant whose it is, told to a key of the whole stage; absent: the stage's own"""
    workflow: str
    recipients: NotRequired[list[str]]
    topic: NotRequired[str]
    audience: NotRequired[Audience]
    rate_per_minute: NotRequired[int]
    """How many notifications of a broadcast are made in a minute, at most; absent: as fast as
    it goes"""
    data: dict[str, Any]
    priority: NotRequired[Literal["low", "normal", "high", "urgent"]]
    channels: NotRequired[list[Literal["inbox", "email", "sms", "chat", "push"]]]
    callback: NotRequired[str]
    """The webhook that is told when a notification has ended on all its channels:
    `notification.ended`"""
    failure_callback: NotRequired[str]
    """The webhook that is told of each message that fails, bounces, is complained of, expires,
    is suppressed or whose send stays unknown"""
    cron: NotRequired[str]
    every: NotRequired[str]
    timezone: str
    """An IANA time zone, of those that the server knows; any other is refused"""
    starts_at: NotRequired[str]
    ends_at: NotRequired[str]
    grace: int
    """How late a run may still start, in seconds; later it counts as missed"""
    paused: bool
    paused_because: NotRequired[Literal["refused"]]
    test: bool
    created_at: str
    updated_at: str
    next_runs: list[str]


class SchedulePage(TypedDict):
    data: list[Schedule]
    next_cursor: NotRequired[str]
    """As `next_cursor` of the same list gave it; any other is refused with `cursor_invalid`,
    or `not_found`"""


class ScheduleStory(TypedDict):
    id: str
    tenant: NotRequired[str]
    """The tenant whose it is, told to a key of the whole stage; absent: the stage's own"""
    workflow: str
    recipients: NotRequired[list[str]]
    topic: NotRequired[str]
    audience: NotRequired[Audience]
    rate_per_minute: NotRequired[int]
    """How many notifications of a broadcast are made in a minute, at most; absent: as fast as
    it goes"""
    data: dict[str, Any]
    priority: NotRequired[Literal["low", "normal", "high", "urgent"]]
    channels: NotRequired[list[Literal["inbox", "email", "sms", "chat", "push"]]]
    callback: NotRequired[str]
    """The webhook that is told when a notification has ended on all its channels:
    `notification.ended`"""
    failure_callback: NotRequired[str]
    """The webhook that is told of each message that fails, bounces, is complained of, expires,
    is suppressed or whose send stays unknown"""
    cron: NotRequired[str]
    every: NotRequired[str]
    timezone: str
    """An IANA time zone, of those that the server knows; any other is refused"""
    starts_at: NotRequired[str]
    ends_at: NotRequired[str]
    grace: int
    """How late a run may still start, in seconds; later it counts as missed"""
    paused: bool
    paused_because: NotRequired[Literal["refused"]]
    test: bool
    created_at: str
    updated_at: str
    next_runs: list[str]
    history: list[ScheduleRun]


class ScheduleRun(TypedDict):
    time: str
    ran_at: str
    by_hand: bool
    outcome: Literal["published", "missed", "refused"]
    reason: NotRequired[str]
    detail: NotRequired[str]
    request: NotRequired[str]
    refused_recipients: NotRequired[int]


class StartedRun(TypedDict):
    request: str
    status_url: str


class SuppressionPage(TypedDict):
    data: list[Suppression]
    next_cursor: NotRequired[str]
    """As `next_cursor` of the same list gave it; any other is refused with `cursor_invalid`,
    or `not_found`"""


Statistics = TypedDict(
    "Statistics",
    {
        "from": "str",
        "to": "str",
        "by": "list[Literal['day', 'tenant', 'workflow', 'category', 'channel', 'locale', 'experiment', 'variant']]",
        "data": "list[StatisticsRow]",
        "total": "StatisticsTotal",
        "experiments": "NotRequired[list[Comparison]]",
    },
)


class StatisticsTotal(TypedDict):
    accepted: int
    """notifications that were planned for their user; in a row of no channel"""
    sent: int
    """handed to the provider, or put into the inbox"""
    delivered: int
    """the provider says that it arrived, or it is in the inbox"""
    bounced: int
    """the mail server refused it"""
    complained: int
    """its reader called it spam"""
    opened: int
    """e-mails that somebody opened, of workflows with `trackEmail`"""
    opened_by_machine: int
    """e-mails whose picture a program fetched ahead of any reader"""
    clicked: int
    """e-mails of which somebody followed a link"""
    clicked_by_machine: int
    """e-mails of which a program followed a link, as scanners do"""
    read: int
    """inbox items that their user has read, one by one or all at once, or archived unread"""
    unsubscribed: int
    """users who opted out of a category on a channel; in a row of no workflow"""
    digested: int
    """went in the e-mail of a digest, which is counted as a notification of its own"""
    failed: int
    """could not be sent"""
    unknown: int
    """nobody knows whether it was sent"""
    suppressed: int
    """its address is on the list of suppressions"""
    skipped: int
    """not sent, as the user, a limit or the owner wants it"""
    canceled: int
    """canceled before it was sent"""
    expired: int
    """of no use any more when its time came"""
    simulated: int
    """messages of test keys, which count nowhere else"""
    delivery_seconds: NotRequired[StatisticsTotalDeliverySeconds]
    """From when a message was to go until it was delivered; within 10 % of the exact times"""
    cost_usd: float
    """What providers take: an SMS's bill, and SES's list price for each e-mail"""


class StatisticsTotalDeliverySeconds(TypedDict):
    """From when a message was to go until it was delivered; within 10 % of the exact times"""

    count: int
    p50: float
    p95: float


class StatisticsRow(TypedDict):
    day: NotRequired[str]
    tenant: NotRequired[str]
    workflow: NotRequired[str]
    category: NotRequired[str]
    channel: NotRequired[Literal["inbox", "email", "sms", "chat", "push"]]
    locale: NotRequired[str]
    experiment: NotRequired[str]
    variant: NotRequired[str]
    accepted: int
    """notifications that were planned for their user; in a row of no channel"""
    sent: int
    """handed to the provider, or put into the inbox"""
    delivered: int
    """the provider says that it arrived, or it is in the inbox"""
    bounced: int
    """the mail server refused it"""
    complained: int
    """its reader called it spam"""
    opened: int
    """e-mails that somebody opened, of workflows with `trackEmail`"""
    opened_by_machine: int
    """e-mails whose picture a program fetched ahead of any reader"""
    clicked: int
    """e-mails of which somebody followed a link"""
    clicked_by_machine: int
    """e-mails of which a program followed a link, as scanners do"""
    read: int
    """inbox items that their user has read, one by one or all at once, or archived unread"""
    unsubscribed: int
    """users who opted out of a category on a channel; in a row of no workflow"""
    digested: int
    """went in the e-mail of a digest, which is counted as a notification of its own"""
    failed: int
    """could not be sent"""
    unknown: int
    """nobody knows whether it was sent"""
    suppressed: int
    """its address is on the list of suppressions"""
    skipped: int
    """not sent, as the user, a limit or the owner wants it"""
    canceled: int
    """canceled before it was sent"""
    expired: int
    """of no use any more when its time came"""
    simulated: int
    """messages of test keys, which count nowhere else"""
    delivery_seconds: NotRequired[StatisticsRowDeliverySeconds]
    """From when a message was to go until it was delivered; within 10 % of the exact times"""
    cost_usd: float
    """What providers take: an SMS's bill, and SES's list price for each e-mail"""


class StatisticsRowDeliverySeconds(TypedDict):
    """From when a message was to go until it was delivered; within 10 % of the exact times"""

    count: int
    p50: float
    p95: float


class Comparison(TypedDict):
    experiment: str
    goal: Literal["read", "opened", "clicked"]
    channel: Literal["inbox", "email", "sms", "chat", "push"]
    sample: int
    winner: NotRequired[str]
    held_out: int
    variants: list[ComparisonVariant]
    text: str


class ComparisonVariant(TypedDict):
    variant: str
    of: int
    reached: int
    rate: NotRequired[float]
    interval: ComparisonVariantInterval
    beside_first: NotRequired[ComparisonVariantBesideFirst]
    text: str


class ComparisonVariantInterval(TypedDict):
    low: float
    high: float


class ComparisonVariantBesideFirst(TypedDict):
    difference: NotRequired[float]
    interval: ComparisonVariantBesideFirstInterval
    verdict: Literal["not_enough_yet", "no_difference_shown", "better", "worse"]


class ComparisonVariantBesideFirstInterval(TypedDict):
    low: float
    high: float


class WebhookWithSecret(TypedDict):
    id: str
    url: str
    events: list[str]
    description: NotRequired[str]
    status: Literal["active", "disabled"]
    disabled_because: NotRequired[Literal["by_call", "gone", "failing"]]
    failing_since: NotRequired[str]
    previous_secret_until: NotRequired[str]
    created_at: str
    secret: str


class WebhookList(TypedDict):
    data: list[Webhook]


class Webhook(TypedDict):
    id: str
    url: str
    events: list[str]
    description: NotRequired[str]
    status: Literal["active", "disabled"]
    disabled_because: NotRequired[Literal["by_call", "gone", "failing"]]
    failing_since: NotRequired[str]
    previous_secret_until: NotRequired[str]
    created_at: str


class WebhookDelivery(TypedDict):
    id: str
    status: Literal["pending", "delivered", "failed"]
    next_attempt_at: NotRequired[str]
    attempts: list[WebhookDeliveryAttempt]
    created_at: str
    event: WebhookDeliveryEvent


class WebhookDeliveryAttempt(TypedDict):
    at: str
    status: NotRequired[int]
    error: NotRequired[str]
    milliseconds: int


class WebhookDeliveryEvent(TypedDict):
    id: str
    type: str


class WebhookDeliveryPage(TypedDict):
    data: list[WebhookDelivery]
    next_cursor: NotRequired[str]
    """As `next_cursor` of the same list gave it; any other is refused with `cursor_invalid`,
    or `not_found`"""


class DeviceList(TypedDict):
    data: list[Device]
    web_key: str


class SchedulesHealth(TypedDict):
    status: Literal["ok", "unhealthy"]
    data: list[SchedulesHealthDataItem]


class SchedulesHealthDataItem(TypedDict):
    name: Literal["release-due", "send-digests", "clean-up", "collect-metrics"]
    last_started_at: NotRequired[str]
    last_ended_at: NotRequired[str]
    last_succeeded_at: NotRequired[str]
    last_count: NotRequired[int]
    next_run_at: str
    overdue: bool


class StuckWork(TypedDict):
    data: list[StuckItem]


class StuckItem(TypedDict):
    kind: Literal["held", "claimed", "digest"]
    since: str
    notification: NotRequired[str]
    channel: NotRequired[Literal["inbox", "email", "sms", "chat", "push"]]
    tenant: NotRequired[str]
    """The tenant whose it is, told to a key of the whole stage; absent: the stage's own"""
    user: NotRequired[str]
    frequency: NotRequired[Literal["daily", "weekly", "monthly"]]


class PausedWork(TypedDict):
    data: list[PausedItem]


class PausedItem(TypedDict):
    queue: NotRequired[str]
    workflow: NotRequired[str]
    provider: NotRequired[str]
    why: str
    since: NotRequired[str]
    until: NotRequired[str]


class Problem(TypedDict):
    type: str
    title: str
    status: int
    code: Literal["body_unreadable", "body_invalid", "query_invalid", "cursor_invalid", "watermark_invalid", "idempotency_key_invalid", "unauthorized", "signature_invalid", "schedule_live", "tenant_refused", "not_found", "method_not_allowed", "tokens_by_issuer", "idempotency_key_in_use", "schedule_exists", "statistics_off", "nothing_to_resend", "resend_under_way", "resend_unconfirmed", "key_kind_mismatch", "confirmation_invalid", "confirmation_outdated", "webhooks_off", "webhooks_full", "webhook_secrets_full", "webhook_disabled", "delivery_pending", "precondition_failed", "body_too_large", "media_type_unsupported", "category_unknown", "preference_required", "workflow_unknown", "tenant_invalid", "payload_invalid", "channel_unsupported", "schedule_invalid", "recipients_refused", "idempotency_key_reused", "webhook_unknown", "webhook_url_refused", "rate_limited", "internal", "unavailable"]
    detail: str
    errors: NotRequired[list[ProblemError]]


class ProblemError(TypedDict):
    pointer: str
    detail: str


Recipient: TypeAlias = "str | RecipientObject"


class RecipientObject(TypedDict):
    id: str
    """Without "#", "/", "?" and control characters, without a space at either end, and neither
    "." nor ".."."""
    email: NotRequired[str]
    """An e-mail address: at most 64 characters of ASCII before the "@", labels of at most 63,
    and 254 in all, counted in punycode."""
    phone: NotRequired[str]
    """Best E.164. Spaces, brackets, dots, dashes and slashes are taken off, and 00 in front is
    taken as "+". A number as it is dialled within a country is taken where the region of
    `locale` and `timezone` name the same country."""
    emails: NotRequired[Sequence[RecipientObjectEmail]]
    """All that there are, at most 5; what is given takes the place of the list before"""
    phones: NotRequired[Sequence[RecipientObjectPhone]]
    """All that there are, at most 5; what is given takes the place of the list before"""
    name: NotRequired[str]
    """One line of text. White space around it and invisible characters are taken off. Control
    characters, and marks of direction without their other half in the line, are refused."""
    avatar: NotRequired[str]
    attributes: NotRequired[Attributes]
    locale: NotRequired[str]
    """A BCP 47 language tag; what is none is refused"""
    timezone: NotRequired[str]
    """An IANA time zone, of those that the server knows; any other is refused"""
    data: NotRequired[Mapping[str, Any]]
    idempotency_key: NotRequired[str]
    """Of this recipient alone: what came by it within a day, in this call or another, is not
    told again"""


class RecipientObjectEmail(TypedDict):
    address: str
    """An e-mail address: at most 64 characters of ASCII before the "@", labels of at most 63,
    and 254 in all, counted in punycode."""
    primary: NotRequired[bool]
    verified: NotRequired[bool]
    label: NotRequired[str]
    """One line of text. White space around it and invisible characters are taken off. Control
    characters, and marks of direction without their other half in the line, are refused."""


class RecipientObjectPhone(TypedDict):
    address: str
    """E.164. Spaces, brackets, dots, dashes and slashes are taken off, and 00 in front is
    taken as "+"."""
    primary: NotRequired[bool]
    verified: NotRequired[bool]
    label: NotRequired[str]
    """One line of text. White space around it and invisible characters are taken off. Control
    characters, and marks of direction without their other half in the line, are refused."""


class BulkUser(TypedDict):
    id: str
    """Without "#", "/", "?" and control characters, without a space at either end, and neither
    "." nor ".."."""
    email: NotRequired[str]
    """An e-mail address: at most 64 characters of ASCII before the "@", labels of at most 63,
    and 254 in all, counted in punycode."""
    phone: NotRequired[str]
    """Best E.164. Spaces, brackets, dots, dashes and slashes are taken off, and 00 in front is
    taken as "+". A number as it is dialled within a country is taken where the region of
    `locale` and `timezone` name the same country."""
    emails: NotRequired[Sequence[BulkUserEmail]]
    """All that there are, at most 5; what is given takes the place of the list before"""
    phones: NotRequired[Sequence[BulkUserPhone]]
    """All that there are, at most 5; what is given takes the place of the list before"""
    name: NotRequired[str]
    """One line of text. White space around it and invisible characters are taken off. Control
    characters, and marks of direction without their other half in the line, are refused."""
    avatar: NotRequired[str]
    attributes: NotRequired[Attributes]
    locale: NotRequired[str]
    """A BCP 47 language tag; what is none is refused"""
    timezone: NotRequired[str]
    """An IANA time zone, of those that the server knows; any other is refused"""


class BulkUserEmail(TypedDict):
    address: str
    """An e-mail address: at most 64 characters of ASCII before the "@", labels of at most 63,
    and 254 in all, counted in punycode."""
    primary: NotRequired[bool]
    verified: NotRequired[bool]
    label: NotRequired[str]
    """One line of text. White space around it and invisible characters are taken off. Control
    characters, and marks of direction without their other half in the line, are refused."""


class BulkUserPhone(TypedDict):
    address: str
    """E.164. Spaces, brackets, dots, dashes and slashes are taken off, and 00 in front is
    taken as "+"."""
    primary: NotRequired[bool]
    verified: NotRequired[bool]
    label: NotRequired[str]
    """One line of text. White space around it and invisible characters are taken off. Control
    characters, and marks of direction without their other half in the line, are refused."""


Event: TypeAlias = "EventNotificationAccepted | EventNotificationEnded | EventMessage3 | EventMessage4 | EventInboxItem5 | Event6 | EventUserUnsubscribed | EventSuppression8 | EventWebhookTest"


class EventNotificationAccepted(TypedDict):
    id: str
    version: Literal[1]
    timestamp: str
    type: Literal["notification.accepted"]
    data: EventNotificationAcceptedData


class EventNotificationAcceptedData(TypedDict):
    tenant: NotRequired[str]
    notification: str
    request: str
    user: str
    """The id of a user; or, where it was said in the room of a topic, "#" and the topic, as in
    "#building:42"."""
    workflow: str
    category: str
    test: bool
    experiment: NotRequired[str]
    variant: NotRequired[str]
    priority: Literal["low", "normal", "high", "urgent"]
    topic: NotRequired[str]


class EventNotificationEnded(TypedDict):
    id: str
    version: Literal[1]
    timestamp: str
    type: Literal["notification.ended"]
    data: EventNotificationEndedData


class EventNotificationEndedData(TypedDict):
    tenant: NotRequired[str]
    notification: str
    request: str
    user: str
    """The id of a user; or, where it was said in the room of a topic, "#" and the topic, as in
    "#building:42"."""
    workflow: str
    category: str
    test: bool
    experiment: NotRequired[str]
    variant: NotRequired[str]
    messages: list[EventNotificationEndedDataMessage]


class EventNotificationEndedDataMessage(TypedDict):
    channel: Literal["inbox", "email", "sms", "chat", "push"]
    status: Literal["scheduled", "digesting", "queued", "sending", "sent", "delivered", "bounced", "complained", "failed", "unknown", "suppressed", "skipped", "canceled", "expired", "simulated"]
    reason: NotRequired[Literal["preference_opted_out", "no_address", "suppressed_bounce", "suppressed_complaint", "suppressed_unsubscribe", "suppressed_manual", "hard_bounce", "soft_bounce", "complaint", "sms_opted_out", "country_blocked", "budget_exceeded", "price_exceeded", "unreachable", "carrier_blocked", "invalid_number", "throttled", "already_read", "canceled", "expired", "provider_rejected", "ambiguous_send", "gave_up", "test_key", "content_too_long", "holdout", "channel_off", "condition_not_met", "connection_gone", "not_needed", "batched", "attachment_unavailable"]]


class EventMessage3(TypedDict):
    id: str
    version: Literal[1]
    timestamp: str
    type: Literal["message.scheduled", "message.digesting", "message.queued", "message.sending", "message.sent", "message.delivered", "message.bounced", "message.complained", "message.failed", "message.unknown", "message.suppressed", "message.skipped", "message.canceled", "message.expired", "message.simulated"]
    data: EventMessage3Data


class EventMessage3Data(TypedDict):
    tenant: NotRequired[str]
    notification: str
    request: str
    user: str
    """The id of a user; or, where it was said in the room of a topic, "#" and the topic, as in
    "#building:42"."""
    workflow: str
    category: str
    test: bool
    experiment: NotRequired[str]
    variant: NotRequired[str]
    channel: Literal["inbox", "email", "sms", "chat", "push"]
    reason: NotRequired[Literal["preference_opted_out", "no_address", "suppressed_bounce", "suppressed_complaint", "suppressed_unsubscribe", "suppressed_manual", "hard_bounce", "soft_bounce", "complaint", "sms_opted_out", "country_blocked", "budget_exceeded", "price_exceeded", "unreachable", "carrier_blocked", "invalid_number", "throttled", "already_read", "canceled", "expired", "provider_rejected", "ambiguous_send", "gave_up", "test_key", "content_too_long", "holdout", "channel_off", "condition_not_met", "connection_gone", "not_needed", "batched", "attachment_unavailable"]]


class EventMessage4(TypedDict):
    id: str
    version: Literal[1]
    timestamp: str
    type: Literal["message.opened", "message.clicked"]
    data: EventMessage4Data


class EventMessage4Data(TypedDict):
    tenant: NotRequired[str]
    notification: str
    request: str
    user: str
    """The id of a user; or, where it was said in the room of a topic, "#" and the topic, as in
    "#building:42"."""
    workflow: str
    category: str
    test: bool
    experiment: NotRequired[str]
    variant: NotRequired[str]
    channel: Literal["inbox", "email", "sms", "chat", "push"]
    machine: bool


class EventInboxItem5(TypedDict):
    id: str
    version: Literal[1]
    timestamp: str
    type: Literal["inbox_item.seen", "inbox_item.read", "inbox_item.unread", "inbox_item.archived", "inbox_item.unarchived"]
    data: EventInboxItem5Data


class EventInboxItem5Data(TypedDict):
    tenant: NotRequired[str]
    notification: str
    user: str
    """Without "#", "/", "?" and control characters, without a space at either end, and neither
    "." nor ".."."""
    workflow: str
    category: str


class Event6(TypedDict):
    id: str
    version: Literal[1]
    timestamp: str
    type: Literal["inbox.seen", "inbox.read", "preferences.changed"]
    data: Event6Data


class Event6Data(TypedDict):
    tenant: NotRequired[str]
    user: str
    """Without "#", "/", "?" and control characters, without a space at either end, and neither
    "." nor ".."."""


class EventUserUnsubscribed(TypedDict):
    id: str
    version: Literal[1]
    timestamp: str
    type: Literal["user.unsubscribed"]
    data: EventUserUnsubscribedData


class EventUserUnsubscribedData(TypedDict):
    tenant: NotRequired[str]
    user: str
    """Without "#", "/", "?" and control characters, without a space at either end, and neither
    "." nor ".."."""
    category: str
    channel: str


class EventSuppression8(TypedDict):
    id: str
    version: Literal[1]
    timestamp: str
    type: Literal["suppression.added", "suppression.removed"]
    data: EventSuppression8Data


class EventSuppression8Data(TypedDict):
    address_sha256: str
    reason: str
    source: str
    notification: NotRequired[str]


class EventWebhookTest(TypedDict):
    id: str
    version: Literal[1]
    timestamp: str
    type: Literal["webhook.test"]
    data: EventWebhookTestData


class EventWebhookTestData(TypedDict):
    webhook: str


class Publication(TypedDict):
    """A publish without its workflow"""

    recipients: NotRequired[Sequence[Recipient]]
    topic: NotRequired[str]
    audience: NotRequired[Audience]
    rate_per_minute: NotRequired[int]
    """How many notifications of a broadcast are made in a minute, at most; absent: as fast as
    it goes"""
    tenant: NotRequired[str]
    """The tenant whose users, topics and keys are named. A key that is bound to a tenant may
    leave it out"""
    data: NotRequired[Mapping[str, Any]]
    actor: NotRequired[str]
    """The user who did what it tells of: a known one"""
    priority: NotRequired[Literal["low", "normal", "high", "urgent"]]
    channels: NotRequired[Sequence[Literal["inbox", "email", "sms", "chat", "push"]]]
    send_at: NotRequired[str | datetime]
    """At most a year ahead; what has passed means now"""
    expires_at: NotRequired[str | datetime]
    """Still to come, and after `send_at`; else it is refused with `schedule_invalid`"""
    cancellation_key: NotRequired[str]
    """Compared to the letter: nothing is trimmed. Without control characters."""
    callback: NotRequired[str]
    """The webhook that is told when a notification has ended on all its channels:
    `notification.ended`"""
    failure_callback: NotRequired[str]
    """The webhook that is told of each message that fails, bounces, is complained of, expires,
    is suppressed or whose send stays unknown"""


class ListNotificationsArguments(CallOptions):
    user: NotRequired[str]
    workflow: NotRequired[str]
    category: NotRequired[str]
    channel: NotRequired[Literal["inbox", "email", "sms", "chat", "push"]]
    status: NotRequired[Literal["scheduled", "digesting", "queued", "sending", "sent", "delivered", "bounced", "complained", "failed", "unknown", "suppressed", "skipped", "canceled", "expired", "simulated"]]
    topic: NotRequired[str]
    cancellation_key: NotRequired[str]
    request: NotRequired[str]
    address: NotRequired[str]
    since: NotRequired[str | datetime]
    until: NotRequired[str | datetime]
    test: NotRequired[bool]
    limit: NotRequired[int]


class PublishArguments(PublishRequest, OnceOptions):
    pass


class CancelArguments(CancelRequest, CallOptions):
    pass


class DryRunArguments(DryRunRequest, CallOptions):
    pass


class ReadNotificationArguments(CallOptions):
    pass


class ReadRequestArguments(CallOptions):
    pass


class ListUserNotificationsArguments(CallOptions):
    workflow: NotRequired[str]
    category: NotRequired[str]
    channel: NotRequired[Literal["inbox", "email", "sms", "chat", "push"]]
    status: NotRequired[Literal["scheduled", "digesting", "queued", "sending", "sent", "delivered", "bounced", "complained", "failed", "unknown", "suppressed", "skipped", "canceled", "expired", "simulated"]]
    topic: NotRequired[str]
    cancellation_key: NotRequired[str]
    request: NotRequired[str]
    address: NotRequired[str]
    since: NotRequired[str | datetime]
    until: NotRequired[str | datetime]
    test: NotRequired[bool]
    limit: NotRequired[int]


class ListUsersArguments(CallOptions):
    prefix: NotRequired[str]
    limit: NotRequired[int]


class ListTopicsArguments(CallOptions):
    limit: NotRequired[int]


class ListSubscriptionsArguments(CallOptions):
    limit: NotRequired[int]


class ListWorkflowsArguments(CallOptions):
    pass


class ResendArguments(ResendRequest, OnceOptions):
    pass


class ReplayArguments(ReplayRequest, CallOptions):
    pass


class ReadUserArguments(CallOptions):
    pass


class PutUserArguments(Contact, CallOptions):
    pass


class DeleteUserArguments(CallOptions):
    pass


class PutUsersArguments(BulkUsers, CallOptions):
    pass


class ExportUserArguments(CallOptions):
    pass


class MintTokenArguments(CallOptions):
    pass


class ReadPreferencesArguments(CallOptions):
    pass


class PatchPreferencesArguments(PreferencesPatch, ChangeOptions):
    pass


class SubscribeArguments(CallOptions):
    pass


class UnsubscribeFromTopicArguments(CallOptions):
    pass


class ReadUserChatConnectionArguments(CallOptions):
    pass


class PutUserChatConnectionArguments(NewChatConnection, CallOptions):
    pass


class DeleteUserChatConnectionArguments(CallOptions):
    pass


class ListUserChatConnectionsArguments(CallOptions):
    pass


class ReadTopicChatConnectionArguments(CallOptions):
    pass


class PutTopicChatConnectionArguments(NewChatConnection, CallOptions):
    pass


class DeleteTopicChatConnectionArguments(CallOptions):
    pass


class ListTopicChatConnectionsArguments(CallOptions):
    pass


class ReadTenantArguments(CallOptions):
    pass


class PutTenantArguments(PutTenant, CallOptions):
    pass


class DeleteTenantArguments(CallOptions):
    pass


class ListTenantsArguments(CallOptions):
    limit: NotRequired[int]


class ListSchedulesArguments(CallOptions):
    limit: NotRequired[int]


class CreateScheduleArguments(NewSchedule, CallOptions):
    pass


class ReadScheduleArguments(CallOptions):
    pass


class ChangeScheduleArguments(ScheduleChange, ChangeOptions):
    pass


class DeleteScheduleArguments(CallOptions):
    pass


class RunScheduleArguments(OnceOptions):
    pass


class ListSuppressionsArguments(CallOptions):
    reason: NotRequired[Literal["bounce", "complaint", "unsubscribe", "manual", "opt_out"]]
    limit: NotRequired[int]


class AddSuppressionArguments(NewSuppression, CallOptions):
    pass


class RemoveSuppressionArguments(CallOptions):
    pass


class ReadStatisticsArguments(CallOptions):
    from_: NotRequired[str]
    to: NotRequired[str]
    by: NotRequired[str]
    tenant: NotRequired[str]
    workflow: NotRequired[str]
    category: NotRequired[str]
    channel: NotRequired[Literal["inbox", "email", "sms", "chat", "push"]]
    locale: NotRequired[str]
    experiment: NotRequired[str]
    variant: NotRequired[str]


class ListWebhooksArguments(CallOptions):
    pass


class CreateWebhookArguments(NewWebhook, CallOptions):
    pass


class ReadWebhookArguments(CallOptions):
    pass


class UpdateWebhookArguments(WebhookPatch, ChangeOptions):
    pass


class DeleteWebhookArguments(CallOptions):
    pass


class RotateWebhookSecretArguments(OnceOptions):
    pass


class TestWebhookArguments(CallOptions):
    pass


class ListWebhookDeliveriesArguments(CallOptions):
    limit: NotRequired[int]


class ReplayWebhookDeliveryArguments(CallOptions):
    pass


class ListDevicesArguments(CallOptions):
    pass


class PutDeviceArguments(CallOptions):
    pass


class DeleteDeviceArguments(CallOptions):
    pass


class ReadSchedulesArguments(CallOptions):
    pass


class ReadStuckWorkArguments(CallOptions):
    pass


class ReadPausedWorkArguments(CallOptions):
    pass
