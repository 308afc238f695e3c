import type { Deployment } from '../deployment.ts';
import { unsubscribePath } from '../fresh/read.ts';
import { becomes, gotOnce, inboxOf, mintToken, publish } from '../notifications.ts';
import { runJob } from '../run-job.ts';
import { reportOfSes } from '../ses-report.ts';
import { assert, type Step } from '../step.ts';
import { missingKinds, notBroughtAbout } from './kinds.ts';
import type { Left } from './left.ts';

const hour = 3_600_000;

/** The next quarter of an hour that is so many hours ahead. */
function quarterIn(hours: number): Date {
  return new Date(Math.ceil((Date.now() + hours * hour) / 900_000) * 900_000);
}

/** `HH:MM` on a user's clock that shows UTC. */
function clockOf(time: Date): string {
  return time.toISOString().slice(11, 16);
}

/** A user whose e-mails go into a daily digest so many hours from now; answers when that is. */
export async function putDigestReader({ call }: Deployment, user: string, hours: number): Promise<string> {
  const dueAt = quarterIn(hours);
  await call('PUT', `/v1/users/${user}`, { body: { email: `${user}@example.com`, timezone: 'UTC' } });
  const { status } = await call('PATCH', `/v1/users/${user}/preferences`, {
    body: { categories: { general: { digest: 'daily' } }, digest_time: clockOf(dueAt) },
  });
  assert(status === 200, `the preferences of ${user} are answered ${status}`);
  return dueAt.toISOString();
}

/** Publishes for a digest, and gives the notification's id. */
export async function publishForDigest(stack: Deployment, user: string, title: string): Promise<string> {
  const [id = ''] = await publish(stack, { recipients: [user], data: { title, body: 'For a digest.' } });
  await becomes(stack, id, { email: 'digesting' });
  return id;
}

/** Has the previous release write items of each kind, in use as it was meant. */
export function beforeSteps(left: Partial<Left>): Step<Deployment>[] {
  return [
    {
      name: '0.1.0: users, inboxes, tokens, links, keys of idempotency',
      async run(stack) {
        await stack.call('PUT', '/v1/users/ada', { body: { email: 'ada@example.com', phone: '+447400123456', timezone: 'UTC' } });
        const data = { title: 'Before', body: 'By the previous release.' };
        const body = { workflow: 'message', recipients: ['ada'], priority: 'high', data };
        const { body: answer } = await stack.call('POST', '/v1/notifications', {
          body,
          headers: { 'Idempotency-Key': 'before-1' },
        });
        left.answered = { body, id: answer.notifications[0].id };
        await becomes(stack, left.answered.id, { inbox: 'delivered', email: 'sent', sms: 'sent' });
        left.sent = { id: left.answered.id, address: 'ada@example.com' };
        left.unsubscribePath = unsubscribePath((await gotOnce(stack, 'ada@example.com', 'Before')).raw, stack.output('ApiUrl'));
        for (const title of ['Read', 'Archived']) await publishAndWait(stack, title);
        left.token = await mintToken(stack, 'ada');
        const ids = Object.fromEntries((await inboxOf(stack, 'ada')).map(({ id, title }) => [title, id]));
        await stack.call('PUT', `/v1/me/notifications/${ids.Read}/read`, { as: left.token });
        await stack.call('PUT', `/v1/me/notifications/${ids.Archived}/archived`, { as: left.token });
        left.inbox = (await inboxOf(stack, 'ada')) as Left['inbox'];
        assert(left.inbox.length === 2, `the inbox shows ${JSON.stringify(left.inbox)}`);
        return 'ada has three notifications: one unread, one read, one archived';
      },
    },
    {
      name: '0.1.0: topics, suppressions, preferences, a deleted user',
      async run(stack) {
        await stack.call('PUT', '/v1/users/ben', { body: { email: 'ben@example.com', timezone: 'UTC' } });
        for (const user of ['ada', 'ben']) await stack.call('PUT', `/v1/topics/house:7/subscriptions/${user}`);
        await stack.call('POST', '/v1/suppressions', { body: { address: 'blocked@example.com' } });
        const [id = ''] = await publish(stack, {
          recipients: [{ id: 'bo', email: 'bo@example.com' }],
          data: { title: 'Bounces', body: '.' },
        });
        await becomes(stack, id, { email: 'sent' });
        await reportOfSes(stack, 'bounce', { id, address: 'bo@example.com' });
        await becomes(stack, id, { email: 'bounced' });
        const quiet_hours = { start: clockOf(quarterIn(-2)), end: clockOf(quarterIn(6)) };
        await stack.call('PUT', '/v1/users/nell', { body: { email: 'nell@example.com', timezone: 'UTC' } });
        await stack.call('PATCH', '/v1/users/nell/preferences', {
          body: { quiet_hours, categories: { repairs: { sms: 'opted_out' } } },
        });
        left.preferences = (await stack.call('GET', '/v1/users/nell/preferences')).body;
        await stack.call('PUT', '/v1/users/gone', { body: { email: 'gone@example.com' } });
        const { status } = await stack.call('DELETE', '/v1/users/gone');
        assert(status === 204, `deleting a user answers ${status}`);
        return 'two subscribers, two suppressed addresses, quiet hours';
      },
    },
    {
      name: '0.1.0: holds and digests',
      async run(stack) {
        const sendAt = new Date(Date.now() + 3 * hour).toISOString();
        const held = { recipients: ['ada'], send_at: sendAt, cancellation_key: 'visit:1' };
        const [id = ''] = await publish(stack, { ...held, cancellation_key: undefined, data: { title: 'Held over', body: '.' } });
        const [canceled = ''] = await publish(stack, { ...held, data: { title: 'Held and canceled', body: '.' } });
        for (const each of [id, canceled]) await becomes(stack, each, { inbox: 'scheduled', email: 'scheduled' });
        left.held = { id, canceled, sendAt };
        const [before = ''] = await publish(stack, {
          ...held,
          cancellation_key: 'visit:0',
          data: { title: 'Canceled before', body: '.' },
        });
        await becomes(stack, before, { email: 'scheduled' });
        await stack.call('POST', '/v1/notifications/cancel', { body: { cancellation_key: 'visit:0' } });
        const [night = ''] = await publish(stack, { recipients: ['nell'], data: { title: 'Through the night', body: '.' } });
        const [, dueAt] = await untilOf(stack, night);
        left.night = { id: night, dueAt };
        const cleoDueAt = await putDigestReader(stack, 'cleo', 1);
        const closed = await publishForDigest(stack, 'cleo', 'In a closed digest');
        await runJob(stack, 'SendDigests', { at: cleoDueAt, byHand: true });
        await becomes(stack, closed, { email: 'sent' });
        const olgaDueAt = await putDigestReader(stack, 'olga', 5);
        left.digest = { id: await publishForDigest(stack, 'olga', 'In an open digest'), dueAt: olgaDueAt };
        // 0.1.0's own names
        for (const job of ['ReleaseDue', 'CleanUp', 'TakeStock']) await runJob(stack, job, { at: new Date().toISOString() });
        return `held until ${sendAt}, over a night, and in a digest due ${left.digest.dueAt}`;
      },
    },
    {
      name: '0.1.0 has written an item of each kind',
      async run(stack) {
        const { missing, items } = await missingKinds(stack);
        assert(missing.length === 0, `among ${items} items there is none of: ${missing.join(', ')}`);
        return `${items} items; but for ${notBroughtAbout.join('; ')}`;
      },
    },
  ];
}

async function publishAndWait(stack: Deployment, title: string): Promise<void> {
  const [id = ''] = await publish(stack, { recipients: ['ada'], data: { title, body: '.' } });
  await becomes(stack, id, { inbox: 'delivered', email: 'sent' });
}

/** The e-mail of a notification that is held, and until when. */
async function untilOf(stack: Deployment, id: string): Promise<[string, string]> {
  const messages = await becomes(stack, id, { inbox: 'delivered', email: 'scheduled' });
  const dueAt = messages.find(({ channel }) => channel === 'email')?.due_at;
  assert(dueAt !== undefined, `until when ${id} is held is not told`);
  return [id, dueAt];
}
