"""Names each problem that the API answers. Written by `npm run openapi`; docs/errors.md says what to do about each."""

from ._errors import BellhopError


class BodyUnreadable(BellhopError):
    """The body is not readable JSON: `body_unreadable`."""


class BodyInvalid(BellhopError):
    """The body does not have the shape this call takes: `body_invalid`."""


class QueryInvalid(BellhopError):
    """A query parameter is not one this call takes: `query_invalid`."""


class CursorInvalid(BellhopError):
    """The cursor was not issued for this list: `cursor_invalid`."""


class WatermarkInvalid(BellhopError):
    """The watermark was not issued for this inbox: `watermark_invalid`."""


class IdempotencyKeyInvalid(BellhopError):
    """The Idempotency-Key header is not usable: `idempotency_key_invalid`."""


class Unauthorized(BellhopError):
    """The call carries no valid credentials: `unauthorized`."""


class SignatureInvalid(BellhopError):
    """The call does not carry the signature of who it says it is: `signature_invalid`."""


class ScheduleLive(BellhopError):
    """A test key does not change a live schedule: `schedule_live`."""


class TenantRefused(BellhopError):
    """The key does not act for this tenant, or not here: `tenant_refused`."""


class NotFound(BellhopError):
    """There is no such thing here: `not_found`."""


class MethodNotAllowed(BellhopError):
    """The path does not take this method: `method_not_allowed`."""


class TokensByIssuer(BellhopError):
    """User tokens come from the app's identity provider: `tokens_by_issuer`."""


class IdempotencyKeyInUse(BellhopError):
    """The first request with this Idempotency-Key is still running: `idempotency_key_in_use`."""


class ScheduleExists(BellhopError):
    """There is another schedule with this id: `schedule_exists`."""


class StatisticsOff(BellhopError):
    """Nothing is counted here: `statistics_off`."""


class NothingToResend(BellhopError):
    """Nothing of the notification is to be sent again: `nothing_to_resend`."""


class ResendUnderWay(BellhopError):
    """The same is still on its way: `resend_under_way`."""


class ResendUnconfirmed(BellhopError):
    """It has reached the user, or may have: `resend_unconfirmed`."""


class KeyKindMismatch(BellhopError):
    """A test key sends again what test keys sent, and a live key the rest:
    `key_kind_mismatch`."""


class ConfirmationInvalid(BellhopError):
    """The confirmation is not of this replay: `confirmation_invalid`."""


class ConfirmationOutdated(BellhopError):
    """There is something to send again that was not confirmed: `confirmation_outdated`."""


class WebhooksOff(BellhopError):
    """Webhooks are off in this stage: `webhooks_off`."""


class WebhooksFull(BellhopError):
    """There are as many webhooks as there may be: `webhooks_full`."""


class WebhookSecretsFull(BellhopError):
    """As many secrets sign as may do so at once: `webhook_secrets_full`."""


class WebhookDisabled(BellhopError):
    """The webhook is disabled: `webhook_disabled`."""


class DeliveryPending(BellhopError):
    """The delivery is still on its way: `delivery_pending`."""


class PreconditionFailed(BellhopError):
    """It has changed since it was read: `precondition_failed`."""


class BodyTooLarge(BellhopError):
    """The body is larger than 256 KB: `body_too_large`."""


class MediaTypeUnsupported(BellhopError):
    """The body must be application/json: `media_type_unsupported`."""


class CategoryUnknown(BellhopError):
    """No workflow has this category: `category_unknown`."""


class PreferenceRequired(BellhopError):
    """What is required cannot be switched off or put off: `preference_required`."""


class WorkflowUnknown(BellhopError):
    """There is no such workflow: `workflow_unknown`."""


class TenantInvalid(BellhopError):
    """The header X-Tenant has no id of a tenant: `tenant_invalid`."""


class PayloadInvalid(BellhopError):
    """The data does not fit the workflow's payload schema: `payload_invalid`."""


class ChannelUnsupported(BellhopError):
    """The workflow has no copy for this channel: `channel_unsupported`."""


class ScheduleInvalid(BellhopError):
    """The times of the publish cannot all be kept: `schedule_invalid`."""


class RecipientsRefused(BellhopError):
    """No recipient could be accepted: `recipients_refused`."""


class IdempotencyKeyReused(BellhopError):
    """The Idempotency-Key was used with another body: `idempotency_key_reused`."""


class WebhookUnknown(BellhopError):
    """There is no such webhook to call back: `webhook_unknown`."""


class WebhookUrlRefused(BellhopError):
    """The URL is none that a webhook may have: `webhook_url_refused`."""


class RateLimited(BellhopError):
    """Too many calls with this key: `rate_limited`."""


class Internal(BellhopError):
    """Something went wrong on our side: `internal`."""


class Unavailable(BellhopError):
    """A part of the system is not answering; try again: `unavailable`."""


by_code: dict[str, type[BellhopError]] = {
    "body_unreadable": BodyUnreadable,
    "body_invalid": BodyInvalid,
    "query_invalid": QueryInvalid,
    "cursor_invalid": CursorInvalid,
    "watermark_invalid": WatermarkInvalid,
    "idempotency_key_invalid": IdempotencyKeyInvalid,
    "unauthorized": Unauthorized,
    "signature_invalid": SignatureInvalid,
    "schedule_live": ScheduleLive,
    "tenant_refused": TenantRefused,
    "not_found": NotFound,
    "method_not_allowed": MethodNotAllowed,
    "tokens_by_issuer": TokensByIssuer,
    "idempotency_key_in_use": IdempotencyKeyInUse,
    "schedule_exists": ScheduleExists,
    "statistics_off": StatisticsOff,
    "nothing_to_resend": NothingToResend,
    "resend_under_way": ResendUnderWay,
    "resend_unconfirmed": ResendUnconfirmed,
    "key_kind_mismatch": KeyKindMismatch,
    "confirmation_invalid": ConfirmationInvalid,
    "confirmation_outdated": ConfirmationOutdated,
    "webhooks_off": WebhooksOff,
    "webhooks_full": WebhooksFull,
    "webhook_secrets_full": WebhookSecretsFull,
    "webhook_disabled": WebhookDisabled,
    "delivery_pending": DeliveryPending,
    "precondition_failed": PreconditionFailed,
    "body_too_large": BodyTooLarge,
    "media_type_unsupported": MediaTypeUnsupported,
    "category_unknown": CategoryUnknown,
    "preference_required": PreferenceRequired,
    "workflow_unknown": WorkflowUnknown,
    "tenant_invalid": TenantInvalid,
    "payload_invalid": PayloadInvalid,
    "channel_unsupported": ChannelUnsupported,
    "schedule_invalid": ScheduleInvalid,
    "recipients_refused": RecipientsRefused,
    "idempotency_key_reused": IdempotencyKeyReused,
    "webhook_unknown": WebhookUnknown,
    "webhook_url_refused": WebhookUrlRefused,
    "rate_limited": RateLimited,
    "internal": Internal,
    "unavailable": Unavailable,
}
