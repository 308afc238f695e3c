import type { Deployment } from '../deployment.ts';
import { becomes, gotOnce, mintToken, publish } from '../notifications.ts';
import { assert, type Step } from '../step.ts';

/** What a page reads and a user chooses, and what would happen. */
export const readSteps: readonly Step<Deployment>[] = [
  {
    name: 'read the feed, and again when nothing is new',
    async run(stack) {
      const as = await mintToken(stack, 'ada');
      const read = (etag?: string) =>
        stack.call('GET', '/v1/me/notifications', { as, ...(etag !== undefined && { headers: { 'If-None-Match': etag } }) });
      const first = await read();
      const etag = first.headers.get('etag') ?? '';
      assert(
        first.status === 200 && first.body.data.length >= 3,
        `the feed answers ${first.status} ${JSON.stringify(first.body)}`,
      );
      const second = await read(etag);
      assert(second.status === 304 && second.body === undefined, `with If-None-Match ${etag} it answers ${second.status}`);
      await stack.call('PUT', `/v1/me/notifications/${first.body.data[0].id}/read`, { as });
      const third = await read(etag);
      assert(third.status === 200 && third.body.data[0].read === true, 'what was marked as read does not show');
      const stranger = await stack.call('GET', '/v1/me/notifications', { as: `${as}x` });
      assert(stranger.status === 401, `a token that was tampered with is answered ${stranger.status}`);
      return `200 with ${first.body.data.length} items, 304, 200 once one is read, 401 for a forged token`;
    },
  },
  {
    name: 'publish to a topic',
    async run(stack) {
      for (const user of ['ada', 'grace']) {
        const { status } = await stack.call('PUT', `/v1/topics/house:7/subscriptions/${user}`);
        assert(status === 204, `subscribing ${user} is answered ${status}`);
      }
      await stack.call('POST', '/v1/notifications', {
        body: { workflow: 'message', topic: 'house:7', data: { title: 'To the house', body: 'All of it.' } },
      });
      for (const user of ['ada', 'grace']) await gotOnce(stack, `${user}@example.com`, 'To the house');
      return 'one bulk e-mail for each of two subscribers';
    },
  },
  {
    name: 'unsubscribe by the link of an e-mail',
    async run(stack) {
      await publish(stack, { recipients: ['grace'], data: { title: 'Leave us', body: 'If you like.' } });
      const path = unsubscribePath((await gotOnce(stack, 'grace@example.com', 'Leave us')).raw, stack.output('ApiUrl'));
      const page = await stack.call('GET', path, { as: '' });
      const before = await emailOfGeneral(stack);
      const { status } = await stack.call('POST', path, { as: '', body: 'List-Unsubscribe=One-Click' });
      const after = await emailOfGeneral(stack);
      assert(page.status === 200 && before !== 'opted_out', `the page answers ${page.status}, and e-mail is ${before}`);
      assert(status === 200 && after === 'opted_out', `one click is answered ${status}, and e-mail is then ${after}`);
      const [id = ''] = await publish(stack, { recipients: ['grace'], data: { title: 'No more', body: 'None.' } });
      await becomes(stack, id, { inbox: 'delivered', email: 'skipped' });
      return 'the page changes nothing, one click does, the next e-mail is skipped';
    },
  },
  {
    name: 'dry run',
    async run(stack) {
      const body = {
        workflow: 'message',
        priority: 'high',
        recipients: ['ada', 'grace'],
        data: { title: 'What if', body: 'Nothing.' },
      };
      const answer = await stack.call('POST', '/v1/notifications/dry-run', { body });
      assert(answer.status === 200, `the dry run answers ${answer.status}`);
      const decided = answer.body.data.map(
        ({ user, channels }: { user: string; channels: { channel: string; decision: string }[] }) =>
          `${user}: ${channels.map(({ channel, decision }) => `${channel} ${decision}`).join(', ')}`,
      );
      assert(decided.includes('ada: inbox send, email send, sms send'), `decided is ${decided}`);
      assert(
        stack.mailbox.to('ada@example.com').every(({ subject }) => subject !== 'What if'),
        'it was sent',
      );
      return decided.join('; ');
    },
  },
];

/** The path of the one-click link in an e-mail's header (RFC 8058), which may be folded. */
export function unsubscribePath(raw: string, api: string): string {
  const header = raw.replace(/\r\n[ \t]+/g, ' ');
  const [, link = ''] = /^List-Unsubscribe: <([^>]+)>/im.exec(header) ?? [];
  assert(link.startsWith(`${api}/u/`), `the link to unsubscribe is "${link}"`);
  return new URL(link).pathname;
}

async function emailOfGeneral({ call }: Deployment): Promise<string> {
  const { body } = await call('GET', '/v1/users/grace/preferences');
  return body.categories.general.email;
}
