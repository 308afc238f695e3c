"""Says where each call goes. Written by `npm run openapi`."""

from . import types
from ._route import ListRoute, Route

list_notifications: ListRoute[types.ListedNotification] = ListRoute(
    "list_notifications", "GET", "/v1/notifications"
)
publish: Route[types.PublishAnswer] = Route(
    "publish", "POST", "/v1/notifications", has_body=True, takes_key=True
)
cancel: Route[types.CancelAnswer] = Route(
    "cancel", "POST", "/v1/notifications/cancel", has_body=True
)
dry_run: Route[types.DryRunAnswer] = Route(
    "dry_run", "POST", "/v1/notifications/dry-run", has_body=True
)
read_notification: Route[types.Notification] = Route(
    "read_notification", "GET", "/v1/notifications/{id}"
)
read_request: Route[types.Request] = Route(
    "read_request", "GET", "/v1/requests/{id}"
)
list_user_notifications: ListRoute[types.ListedNotification] = ListRoute(
    "list_user_notifications", "GET", "/v1/users/{id}/notifications"
)
list_users: ListRoute[types.User] = ListRoute(
    "list_users", "GET", "/v1/users"
)
list_topics: ListRoute[types.TopicPageDataItem] = ListRoute(
    "list_topics", "GET", "/v1/topics"
)
list_subscriptions: ListRoute[types.SubscriptionPageDataItem] = ListRoute(
    "list_subscriptions", "GET", "/v1/topics/{topic}/subscriptions"
)
list_workflows: Route[types.WorkflowList] = Route(
    "list_workflows", "GET", "/v1/workflows"
)
resend: Route[types.ResendAnswer] = Route(
    "resend", "POST", "/v1/notifications/{id}/resend", has_body=True, takes_key=True
)
replay: Route[types.ReplayAnswer] = Route(
    "replay", "POST", "/v1/notifications/replay", has_body=True
)
read_user: Route[types.User] = Route(
    "read_user", "GET", "/v1/users/{id}"
)
put_user: Route[types.User] = Route(
    "put_user", "PUT", "/v1/users/{id}", has_body=True
)
delete_user: Route[None] = Route(
    "delete_user", "DELETE", "/v1/users/{id}"
)
put_users: Route[types.BulkAnswer] = Route(
    "put_users", "POST", "/v1/users/bulk", has_body=True
)
export_user: Route[types.UserExport] = Route(
    "export_user", "GET", "/v1/users/{id}/export"
)
mint_token: Route[types.Token] = Route(
    "mint_token", "POST", "/v1/users/{id}/tokens"
)
read_preferences: Route[types.Preferences] = Route(
    "read_preferences", "GET", "/v1/users/{id}/preferences"
)
patch_preferences: Route[types.Preferences] = Route(
    "patch_preferences", "PATCH", "/v1/users/{id}/preferences", has_body=True
)
subscribe: Route[None] = Route(
    "subscribe", "PUT", "/v1/topics/{topic}/subscriptions/{user}"
)
unsubscribe_from_topic: Route[None] = Route(
    "unsubscribe_from_topic", "DELETE", "/v1/topics/{topic}/subscriptions/{user}"
)
read_user_chat_connection: Route[types.ChatConnection] = Route(
    "read_user_chat_connection", "GET", "/v1/users/{id}/chat-connections/{connection}"
)
put_user_chat_connection: Route[types.PutChatConnection] = Route(
    "put_user_chat_connection", "PUT", "/v1/users/{id}/chat-connections/{connection}", has_body=True
)
delete_user_chat_connection: Route[None] = Route(
    "delete_user_chat_connection", "DELETE", "/v1/users/{id}/chat-connections/{connection}"
)
list_user_chat_connections: Route[types.ChatConnectionList] = Route(
    "list_user_chat_connections", "GET", "/v1/users/{id}/chat-connections"
)
read_topic_chat_connection: Route[types.ChatConnection] = Route(
    "read_topic_chat_connection", "GET", "/v1/topics/{topic}/chat-connections/{connection}"
)
put_topic_chat_connection: Route[types.PutChatConnection] = Route(
    "put_topic_chat_connection", "PUT", "/v1/topics/{topic}/chat-connections/{connection}", has_body=True
)
delete_topic_chat_connection: Route[None] = Route(
    "delete_topic_chat_connection", "DELETE", "/v1/topics/{topic}/chat-connections/{connection}"
)
list_topic_chat_connections: Route[types.ChatConnectionList] = Route(
    "list_topic_chat_connections", "GET", "/v1/topics/{topic}/chat-connections"
)
read_tenant: Route[types.Tenant] = Route(
    "read_tenant", "GET", "/v1/tenants/{id}"
)
put_tenant: Route[types.Tenant] = Route(
    "put_tenant", "PUT", "/v1/tenants/{id}", has_body=True
)
delete_tenant: Route[None] = Route(
    "delete_tenant", "DELETE", "/v1/tenants/{id}"
)
list_tenants: ListRoute[types.Tenant] = ListRoute(
    "list_tenants", "GET", "/v1/tenants"
)
list_schedules: ListRoute[types.Schedule] = ListRoute(
    "list_schedules", "GET", "/v1/schedules"
)
create_schedule: Route[types.Schedule] = Route(
    "create_schedule", "POST", "/v1/schedules", has_body=True
)
read_schedule: Route[types.ScheduleStory] = Route(
    "read_schedule", "GET", "/v1/schedules/{id}"
)
change_schedule: Route[types.Schedule] = Route(
    "change_schedule", "PATCH", "/v1/schedules/{id}", has_body=True
)
delete_schedule: Route[None] = Route(
    "delete_schedule", "DELETE", "/v1/schedules/{id}"
)
run_schedule: Route[types.StartedRun] = Route(
    "run_schedule", "POST", "/v1/schedules/{id}/run", takes_key=True
)
list_suppressions: ListRoute[types.Suppression] = ListRoute(
    "list_suppressions", "GET", "/v1/suppressions"
)
add_suppression: Route[types.Suppression] = Route(
    "add_suppression", "POST", "/v1/suppressions", has_body=True
)
remove_suppression: Route[types.Suppression] = Route(
    "remove_suppression", "DELETE", "/v1/suppressions/{address}"
)
read_statistics: Route[types.Statistics] = Route(
    "read_statistics", "GET", "/v1/statistics"
)
list_webhooks: Route[types.WebhookList] = Route(
    "list_webhooks", "GET", "/v1/webhooks"
)
create_webhook: Route[types.WebhookWithSecret] = Route(
    "create_webhook", "POST", "/v1/webhooks", has_body=True
)
read_webhook: Route[types.Webhook] = Route(
    "read_webhook", "GET", "/v1/webhooks/{id}"
)
update_webhook: Route[types.Webhook] = Route(
    "update_webhook", "PATCH", "/v1/webhooks/{id}", has_body=True
)
delete_webhook: Route[None] = Route(
    "delete_webhook", "DELETE", "/v1/webhooks/{id}"
)
rotate_webhook_secret: Route[types.WebhookWithSecret] = Route(
    "rotate_webhook_secret", "POST", "/v1/webhooks/{id}/rotate-secret", takes_key=True
)
test_webhook: Route[types.WebhookDelivery] = Route(
    "test_webhook", "POST", "/v1/webhooks/{id}/test"
)
list_webhook_deliveries: ListRoute[types.WebhookDelivery] = ListRoute(
    "list_webhook_deliveries", "GET", "/v1/webhooks/{id}/deliveries"
)
replay_webhook_delivery: Route[types.WebhookDelivery] = Route(
    "replay_webhook_delivery", "POST", "/v1/webhooks/{id}/deliveries/{delivery}/replay"
)
list_devices: Route[types.DeviceList] = Route(
    "list_devices", "GET", "/v1/users/{id}/devices"
)
put_device: Route[types.Device] = Route(
    "put_device", "PUT", "/v1/users/{id}/devices", has_body=True
)
delete_device: Route[None] = Route(
    "delete_device", "DELETE", "/v1/users/{id}/devices/{device}"
)
read_schedules: Route[types.SchedulesHealth] = Route(
    "read_schedules", "GET", "/v1/health/schedules"
)
read_stuck_work: Route[types.StuckWork] = Route(
    "read_stuck_work", "GET", "/v1/health/stuck"
)
read_paused_work: Route[types.PausedWork] = Route(
    "read_paused_work", "GET", "/v1/health/paused"
)
