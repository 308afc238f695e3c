import { randomBytes, randomUUID } from 'node:crypto';
import type { ProviderCall, ProviderDouble, Refusal } from './double.ts';
import type { Outbox } from './outbox.ts';
import type { WireAnswer } from './protocol.ts';

/** What is needed to play a service of chats. */
export type Chats = { outbox: Outbox; now: () => Date };

/** A service at its own host name, which stands first in the path here; `take` reads what was posted, or says what is wrong with it. */
type ChatService = {
  name: string;
  hosts: RegExp;
  take(call: ProviderCall): { id?: string; answer: WireAnswer } | { refused: WireAnswer };
  /** What it says of a webhook that was removed: one with `revoked` in its path. */
  revoked: WireAnswer;
  refusals: Readonly<Record<Refusal, WireAnswer>>;
};

function chatDouble({ name, hosts, take, revoked, refusals }: ChatService, { outbox, now }: Chats): ProviderDouble {
  return {
    isMeant: ({ path }) => hosts.test(path.split('/')[1] ?? ''),
    sends: () => true,
    perform(call) {
      if (call.path.includes('revoked')) return revoked;
      const taken = take(call);
      if ('refused' in taken) return taken.refused;
      const id = taken.id ?? `${name}-${randomUUID()}`;
      const [, to = ''] = call.path.split('/'); // the host, which is what everybody may read
      outbox.add({
        id,
        channel: 'chat',
        from: name,
        to: [`${to}/…`],
        raw: call.body,
        tags: { notification_id: String(call.headers['bellhop-notification']) },
        outcome: 'delivered',
        sentAt: now().toISOString(),
      });
      return taken.answer;
    },
    refusals,
  };
}

/** Answers as incoming webhooks of Slack do: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors */
export function slackDouble(deps: Chats): ProviderDouble {
  const say = (status: number, word: string, headers = {}): WireAnswer => ({
    status,
    contentType: 'text/html',
    body: word,
    headers,
  });
  return chatDouble(
    {
      name: 'slack',
      hosts: /^hooks\.slack(?:-gov)?\.com$/,
      take({ body }) {
        const { text, blocks = [] } = JSON.parse(body) as { text?: string; blocks?: unknown[] };
        if (text === undefined && blocks.length === 0) return { refused: say(400, 'no_text') };
        if (blocks.length > 50 || !blocks.every(isBlock)) return { refused: say(400, 'invalid_blocks') };
        return { answer: say(200, 'ok') };
      },
      revoked: say(404, 'no_service'),
      refusals: {
        throttle: say(429, 'rate_limited', { 'retry-after': '1' }),
        quota: say(429, 'rate_limited', { 'retry-after': '1' }),
        error: say(500, 'rollup_error'),
        reject: say(400, 'invalid_payload'),
      },
    },
    deps,
  );
}

/** Whether a block keeps the lengths that Slack allows: https://docs.slack.dev/reference/block-kit/blocks */
function isBlock(block: unknown): boolean {
  const { type, text, fields = [] } = block as { type?: string; text?: { text: string }; fields?: { text: string }[] };
  if (type === 'header') return (text?.text.length ?? 0) >= 1 && (text?.text.length ?? 0) <= 150;
  if (type === 'section')
    return (text?.text.length ?? 0) <= 3000 && fields.length <= 10 && fields.every((each) => each.text.length <= 2000);
  return type === 'actions';
}

/** Answers as webhooks of Discord do, which are asked to wait: https://docs.discord.com/developers/resources/webhook#execute-webhook */
export function discordDouble(deps: Chats): ProviderDouble {
  const limits = { 'x-ratelimit-limit': '5', 'x-ratelimit-remaining': '4', 'x-ratelimit-reset-after': '2.000' };
  const say = (status: number, answer: unknown, headers: Record<string, string> = limits): WireAnswer => ({
    status,
    contentType: 'application/json',
    body: JSON.stringify(answer),
    headers,
  });
  const slowDown = say(
    429,
    { message: 'You are being rate limited.', retry_after: 0.95, global: false },
    { ...limits, 'retry-after': '1', 'x-ratelimit-remaining': '0', 'x-ratelimit-scope': 'user' },
  );
  return chatDouble(
    {
      name: 'discord',
      hosts: /^(?:(?:canary|ptb)\.)?discord(?:app)?\.com$/,
      take({ body }) {
        const { embeds = [] } = JSON.parse(body) as {
          embeds?: { title?: string; description?: string; fields?: { name: string; value: string }[] }[];
        };
        const lengths = embeds.map(({ title = '', description = '', fields = [] }) => {
          const ofFields = fields.reduce((sum, { name, value }) => sum + name.length + value.length, 0);
          return title.length > 256 || description.length > 4096 || fields.length > 25
            ? Infinity
            : title.length + description.length + ofFields;
        });
        if (embeds.length === 0) return { refused: say(400, { message: 'Cannot send an empty message', code: 50006 }) };
        if (lengths.reduce((sum, length) => sum + length, 0) > 6000)
          return { refused: say(400, { message: 'Invalid Form Body', code: 50035 }) };
        const id = String(BigInt(`0x${randomBytes(8).toString('hex')}`));
        return { id, answer: say(200, { id, type: 0, content: '', embeds }) };
      },
      revoked: say(404, { message: 'Unknown Webhook', code: 10015 }),
      refusals: {
        throttle: slowDown,
        quota: slowDown,
        error: say(500, { message: '500: Internal Server Error', code: 0 }),
        reject: say(400, { message: 'Invalid Form Body', code: 50035 }),
      },
    },
    deps,
  );
}

/** Answers as workflows of Microsoft Teams do: https://learn.microsoft.com/en-us/azure/connectors/connectors-native-reqres */
export function teamsDouble(deps: Chats): ProviderDouble {
  const fail = (status: number, code: string, headers = {}): WireAnswer => ({
    status,
    contentType: 'application/json',
    body: JSON.stringify({ error: { code, message: code } }),
    headers,
  });
  return chatDouble(
    {
      name: 'teams',
      hosts: /(?:^|\.)(?:powerplatform\.com|logic\.azure\.com)$/,
      take({ body }) {
        if (Buffer.byteLength(body) > 28 * 1024) return { refused: fail(413, 'RequestEntityTooLarge') };
        const { attachments } = JSON.parse(body) as { attachments?: { content?: { type?: string } }[] };
        if (attachments?.[0]?.content?.type !== 'AdaptiveCard') return { refused: fail(400, 'TriggerInputSchemaMismatch') };
        const id = randomBytes(16).toString('hex').toUpperCase();
        return {
          id,
          answer: { status: 202, contentType: 'application/json', body: '', headers: { 'x-ms-workflow-run-id': id } },
        };
      },
      revoked: fail(404, 'WorkflowNotFound'),
      refusals: {
        throttle: fail(429, 'WorkflowRequestsThrottled', { 'retry-after': '1' }),
        quota: fail(429, 'WorkflowRequestsThrottled', { 'retry-after': '1' }),
        error: fail(500, 'InternalServerError'),
        reject: fail(400, 'TriggerInputSchemaMismatch'),
      },
    },
    deps,
  );
}

/** Plays a receiver of the owner's own, under `/webhook/` on the providers' port. */
export function webhookChatDouble(deps: Chats): ProviderDouble {
  const say = (status: number, headers = {}): WireAnswer => ({ status, contentType: 'text/plain', body: '', headers });
  return chatDouble(
    {
      name: 'webhook',
      hosts: /^webhook$/,
      take: ({ headers }) =>
        headers['webhook-signature'] === undefined
          ? { refused: say(401) }
          : { id: String(headers['webhook-id']), answer: say(204) },
      revoked: say(410),
      refusals: {
        throttle: say(429, { 'retry-after': '1' }),
        quota: say(429, { 'retry-after': '1' }),
        error: say(500),
        reject: say(400),
      },
    },
    deps,
  );
}
