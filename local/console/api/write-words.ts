import { nameAudience } from '../broadcasts/name-audience.ts';
import { nameSome } from '../elements/name-some.ts';

/** The parts of a path that vary, and what is sent. */
type Write = { names: string[]; body: unknown };

/** What each call that changes something does, as a question; `*` is a part of the path that varies. */
const words: Readonly<Record<string, (write: Write) => string>> = {
  'POST /v1/notifications': ({ body }) => `Publish ${workflowIn(body)} to ${audienceIn(body)}?`,
  'POST /v1/notifications/cancel': ({ body }) =>
    `Cancel ${textIn(body, 'id') ?? `everything with the cancellation key “${textIn(body, 'cancellation_key')}”`}?`,
  'POST /v1/notifications/*/resend': ({ names: [id] }) => `Send ${id} again, on the channels that did not reach its user?`,
  'PATCH /v1/users/*/preferences': ({ names: [user] }) => `Change the preferences of ${user}?`,
  'DELETE /v1/users/*': ({ names: [user] }) => `Erase ${user}, with everything that is kept of them? There is no way back.`,
  'DELETE /v1/users/*/devices/*': ({ names: [user, device] }) =>
    `Remove the device ${device} of ${user}? No push message goes there until it is registered again.`,
  'PUT /v1/users/*/chat-connections/*': ({ names: [user, name], body }) =>
    `Connect ${user} to ${textIn(body, 'kind')} as ${name}? What goes to them by chat is posted there too.`,
  'DELETE /v1/users/*/chat-connections/*': ({ names: [user, name] }) =>
    `Remove the chat connection ${name} of ${user}? Its URL is forgotten.`,
  'PUT /v1/topics/*/chat-connections/*': ({ names: [topic, name], body }) =>
    `Connect the room of ${topic} to ${textIn(body, 'kind')} as ${name}? What is published to the topic is posted there too.`,
  'DELETE /v1/topics/*/chat-connections/*': ({ names: [topic, name] }) =>
    `Remove the chat connection ${name} of the topic ${topic}? Its URL is forgotten.`,
  'PUT /v1/topics/*/subscriptions/*': ({ names: [topic, user] }) => `Subscribe ${user} to ${topic}?`,
  'DELETE /v1/topics/*/subscriptions/*': ({ names: [topic, user] }) => `Unsubscribe ${user} from ${topic}?`,
  'POST /v1/schedules/*/run': ({ names: [id] }) => `Run the schedule ${id} now, and publish to its users?`,
  'PATCH /v1/schedules/*': ({ names: [id], body }) =>
    `${textIn(body, 'paused') === 'true' ? 'Pause' : 'Resume'} the schedule ${id}?`,
  'POST /v1/suppressions': ({ body }) => `Send nothing more to ${textIn(body, 'address')}?`,
  'POST /v1/webhooks': ({ body }) => `Call ${textIn(body, 'url')} when something changes?`,
  'PATCH /v1/webhooks/*': ({ names: [id] }) => `Change the webhook ${id}?`,
  'DELETE /v1/webhooks/*': ({ names: [id] }) => `Remove the webhook ${id}? Its URL is called no more.`,
  'POST /v1/webhooks/*/rotate-secret': ({ names: [id] }) => `Give the webhook ${id} another secret?`,
  'POST /v1/webhooks/*/test': ({ names: [id] }) => `Call the webhook ${id} with a test event?`,
  'POST /v1/webhooks/*/deliveries/*/replay': ({ names: [id, delivery] }) => `Call the webhook ${id} again with ${delivery}?`,
  'POST /local/lift': ({ body }) =>
    `Let ${textIn(body, 'address')} be sent to again, and take it off SES's list for the whole account?`,
  'POST /local/keys': ({ body }) => `Make the ${textIn(body, 'kind')} key “${textIn(body, 'name')}”${ofTenant(body)}?`,
  'DELETE /local/keys/*': ({ names: [id] }) =>
    `Revoke the key ${id}? Whoever calls with it is refused within half a minute. There is no way back.`,
  'POST /local/dead-letters/*/redrive': ({ names: [queue], body }) =>
    `Give ${countIn(body)} of ${queue} back? What was sent already is not sent again.`,
  'PUT /local/pauses/*': ({ names: [queue] }) => `Pause ${queue}? What waits for two days becomes dead-letter messages.`,
  'DELETE /local/paused-workflows/*': ({ names: [workflow] }) =>
    `Resume the workflow ${workflow}? What it holds is decided again, and sent.`,
  'DELETE /local/paused-providers/*': ({ names: [provider] }) => `Resume ${provider}? What goes by it first is sent by it again.`,
  'DELETE /local/pauses/*': ({ names: [queue] }) => `Resume ${queue}? What waits is sent.`,
};

/** What never changes anything, though it is no GET: a dry run, an e-mail's frame, and a token to read a user's inbox with. */
const harmless = ['POST /v1/notifications/dry-run', 'POST /local/mail-page', 'POST /local/token'];

/** Whether a call changes something. */
export function isWrite(operation: string): boolean {
  return !operation.startsWith('GET ') && !harmless.includes(operation);
}

/** Says what a call would do, as a question. One that has no words of its own is named as it is. */
export function describeWrite(operation: string, body: unknown): string {
  const [method = '', path = ''] = operation.split(' ');
  const given = (path.split('?', 1)[0] ?? '').split('/');
  for (const [known, describe] of Object.entries(words)) {
    const [ofMethod, pattern = ''] = known.split(' ');
    const wanted = pattern.split('/');
    if (ofMethod !== method || wanted.length !== given.length) continue;
    if (!wanted.every((part, n) => part === '*' || part === given[n])) continue;
    const names = given.filter((_, n) => wanted[n] === '*').map(decodeURIComponent);
    return describe({ names, body });
  }
  return `${operation}?`;
}

function textIn(body: unknown, field: string): string | undefined {
  const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[field] : undefined;
  return value === undefined ? undefined : String(value);
}

function ofTenant(body: unknown): string {
  const tenant = textIn(body, 'tenant');
  return tenant === undefined ? '' : ` for the tenant ${tenant} alone`;
}

function countIn(body: unknown): string {
  const { ids = [] } = body as { ids?: string[] };
  return ids.length === 1 ? '1 dead-letter message' : `${ids.length} dead-letter messages`;
}

function workflowIn(body: unknown): string {
  return `“${textIn(body, 'workflow')}”`;
}

function audienceIn(body: unknown): string {
  const topic = textIn(body, 'topic');
  if (topic !== undefined) return `everybody on the topic ${topic}`;
  const { recipients = [], audience } = body as {
    recipients?: (string | { id: string })[];
    audience?: { all?: true; where?: unknown };
  };
  if (audience !== undefined) return nameAudience(audience);
  return nameSome(recipients.map((each) => (typeof each === 'string' ? each : each.id)));
}
