import { type Consumer, consumers, lyingIn, setConsuming } from '../consumers.ts';
import { type Deployment, eventually } from '../deployment.ts';
import { becomes, gotOnce, inboxOf, publish } from '../notifications.ts';
import { runJob } from '../run-job.ts';
import { reportOfSes } from '../ses-report.ts';
import { assert, type Step } from '../step.ts';
import type { InFlight } from './in-flight.ts';
import type { Left } from './left.ts';

/** Looks for all that the previous release left, with today's version in its place. */
export function afterSteps(left: Left, inFlight: InFlight): Step<Deployment>[] {
  return [
    {
      name: 'what was in flight ends, once',
      async run(stack) {
        await setConsuming(stack, Object.keys(consumers) as Consumer[], true);
        await eventually('all queues are empty', async () => {
          const lying = await Promise.all((Object.keys(consumers) as Consumer[]).map((each) => lyingIn(stack, each)));
          return lying.every(({ length }) => length === 0);
        });
        for (const { title, to } of inFlight)
          await gotOnce(stack, to, title.startsWith('/') ? new RegExp(title.slice(1, -1)) : title);
        const sms = (await stack.smsTo('+447400123456')).filter(({ Message }) => Message.includes('To be sent'));
        assert(sms.length === 1, `the SMS was sent ${sms.length} times`);
        await noDeadLetters(stack);
        return `${inFlight.length} e-mails and an SMS, each once; no dead-letter messages`;
      },
    },
    {
      name: 'keys, tokens, inboxes and preferences are as they were',
      async run(stack) {
        const { status, body } = await stack.call('GET', '/v1/me/notifications?limit=50', { as: left.token });
        assert(status === 200, `a token of before is answered ${status}`);
        for (const { id, read } of left.inbox) {
          const now = body.data.find((item: { id: string }) => item.id === id);
          assert(now?.read === read, `"${id}" was read ${read}, and is now ${JSON.stringify(now)}`);
        }
        const archived = await stack.call('GET', '/v1/me/notifications?archived=true', { as: left.token });
        assert(archived.body.data.length === 1, `archived are ${JSON.stringify(archived.body.data)}`);
        const preferences = await stack.call('GET', '/v1/users/nell/preferences');
        const [before, after] = [JSON.stringify(left.preferences), JSON.stringify(preferences.body)];
        assert(before === after, `preferences were ${before} and are ${after}`);
        const gone = await stack.call('GET', '/v1/users/gone');
        assert(gone.status === 404, `a deleted user is answered ${gone.status}`);
        return 'the key and a token of before, two items in the inbox, one archived, quiet hours';
      },
    },
    {
      name: 'a publish that is repeated over the upgrade is one',
      async run(stack) {
        const { body } = await stack.call('POST', '/v1/notifications', {
          body: left.answered.body,
          headers: { 'Idempotency-Key': 'before-1' },
        });
        assert(body.notifications[0].id === left.answered.id, `it is answered with ${JSON.stringify(body)}`);
        await gotOnce(stack, 'ada@example.com', 'Before');
        return 'answered as before, not sent again';
      },
    },
    {
      name: 'what was held goes out when its time comes, once',
      async run(stack) {
        const { body } = await stack.call('POST', '/v1/notifications/cancel', { body: { cancellation_key: 'visit:1' } });
        assert(body.canceled.length === 1, `canceling what was held is answered ${JSON.stringify(body)}`);
        await stack.call('PATCH', '/v1/users/nell/preferences', { body: { quiet_hours: null } }); // her night is over for this run
        for (const at of [left.held.sendAt, left.night.dueAt, left.held.sendAt])
          await runJob(stack, 'ReleaseDue', { at, byHand: true });
        await becomes(stack, left.held.id, { inbox: 'delivered', email: 'sent' });
        await becomes(stack, left.night.id, { email: 'sent' });
        await becomes(stack, left.held.canceled, { inbox: 'canceled', email: 'canceled' });
        await gotOnce(stack, 'ada@example.com', 'Held over');
        await gotOnce(stack, 'nell@example.com', 'Through the night');
        return 'by send_at and over a night; what was canceled meanwhile did not';
      },
    },
    {
      name: 'an open digest goes out, once',
      async run(stack) {
        for (let run = 0; run < 2; run += 1) await runJob(stack, 'SendDigests', { at: left.digest.dueAt, byHand: true });
        await becomes(stack, left.digest.id, { email: 'sent' });
        const mail = await gotOnce(stack, 'olga@example.com', /^Your day/);
        assert(mail.text?.includes('In an open digest') === true, `it says ${mail.text}`);
        for (const user of ['cleo', 'wes', 'dora']) await gotOnce(stack, `${user}@example.com`, /^Your day/);
        return `"${mail.subject}"; those of before were not repeated`;
      },
    },
    {
      name: 'suppressions, topics, links and reports of before hold',
      async run(stack) {
        const [id = ''] = await publish(stack, { recipients: ['bo'], data: { title: 'After', body: '.' } });
        await becomes(stack, id, { email: 'suppressed' });
        const [blocked = ''] = await publish(stack, {
          recipients: [{ id: 'blocked', email: 'blocked@example.com' }],
          data: { title: 'After', body: '.' },
        });
        await becomes(stack, blocked, { email: 'suppressed' });
        await stack.call('POST', '/v1/notifications', {
          body: { workflow: 'message', topic: 'house:7', data: { title: 'After, to a topic', body: '.' } },
        });
        for (const user of ['ada', 'ben']) await gotOnce(stack, `${user}@example.com`, 'After, to a topic');
        await reportOfSes(stack, 'delivery', left.sent);
        await becomes(stack, left.sent.id, { email: 'delivered' });
        const { status } = await stack.call('POST', left.unsubscribePath, { as: '', body: 'List-Unsubscribe=One-Click' });
        const { body } = await stack.call('GET', '/v1/users/ada/preferences');
        assert(status === 200 && body.categories.general.email === 'opted_out', `a link of before is answered ${status}`);
        await noDeadLetters(stack);
        return 'two addresses stay suppressed, two subscribers are reached, a report and a link of an old e-mail count';
      },
    },
    {
      name: 'a new inbox after the upgrade',
      async run(stack) {
        const [id = ''] = await publish(stack, { recipients: ['nell'], data: { title: 'By today', body: '.' } });
        await becomes(stack, id, { inbox: 'delivered', email: 'sent' });
        assert((await inboxOf(stack, 'nell'))[0]?.id === id, 'it is not the newest in the inbox');
        return 'newest first';
      },
    },
  ];
}

async function noDeadLetters({ bellhop }: Deployment): Promise<void> {
  const printed = await bellhop('npm run bellhop -- dlq list --stage dev');
  const counts = [...printed.matchAll(/^\S+\s+(\d+)/gm)].map(([, count]) => Number(count));
  assert(counts.length >= 5 && counts.every((count) => count === 0), `there are dead-letter messages:\n${printed}`);
}
