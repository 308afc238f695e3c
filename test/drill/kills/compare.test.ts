import type { ChildSystem } from './child-system.ts';
import { compare } from './compare.ts';
import { type Accepted, readers } from './load.ts';

const id = 'ntf_1';
const publish: Accepted = { title: 'Drill 1', way: 'bus', users: ['reader-0'], channels: ['inbox', 'email', 'sms'] };
const message = (channel: string, status: string, more: object = {}) => ({ channel, status, attempts: 1, events: [], ...more });
const good = [message('inbox', 'delivered'), message('email', 'delivered'), message('sms', 'sent')];
const inDoubt = { events: [{ status: 'unknown', at: '2030-03-15T12:00:00Z' }] };

type Told = { messages?: object[]; outbox?: string[]; inbox?: string[]; kept?: number };

/** A system that has these to show for the first reader, and nothing for the others. */
function told({ messages = good, outbox = ['email', 'sms'], inbox = ['Drill 1'], kept = 1 }: Told): ChildSystem {
  const notification = { id, data: { title: 'Drill 1' }, messages, explanation: [] };
  const bodyOf = (path: string, user: unknown): unknown => {
    if (path === '/local/outbox') return { data: outbox.map((channel) => ({ channel, to: 'x', notification_id: id })) };
    if (path === '/local/token') return { token: (user as { user: string }).user };
    if (path.startsWith('/v1/me/')) return { data: [] };
    const isFirst = path === `/v1/users/${readers[0]}/export`;
    return { notifications: isFirst ? Array.from({ length: kept }, () => notification) : [] };
  };
  const insist = async (_method: string, path: string, _statuses: unknown, more: { body?: unknown; headers?: object } = {}) => {
    const isMine = JSON.stringify(more.headers ?? {}).includes(`Bearer ${readers[0]}"`);
    const body = path.startsWith('/v1/me/') && isMine ? { data: inbox.map((title) => ({ title })) } : bodyOf(path, more.body);
    return { status: 200, body };
  };
  return { insist } as unknown as ChildSystem;
}

test('what is in the inbox and went once is in order, and each message is counted once', async () => {
  expect(await compare([publish], told({}))).toEqual({
    ...{ messages: 3, inInbox: 1, emails: 1, sms: 1, explained: 0, emailsTwice: 0 },
    wrong: [],
  });
});

test('an e-mail that went twice is in order when its timeline tells of the crash, and so is an SMS in doubt that did not go', async () => {
  const messages = [
    good[0] ?? {},
    message('email', 'delivered', inDoubt),
    message('sms', 'unknown', { reason: 'ambiguous_send' }),
  ];

  const account = await compare([publish], told({ messages, outbox: ['email', 'email'] }));

  expect(account).toMatchObject({ emailsTwice: 1, explained: 1, wrong: [] });
});

test.each<[string, Told, RegExp]>([
  ['a notification that was lost', { kept: 0, outbox: [], inbox: [] }, /became nothing/],
  ['one that was made twice', { kept: 2 }, /became 2/],
  ['an inbox item that is not there', { inbox: [] }, /inbox .* nobody has it/],
  ['an inbox item that is there twice', { inbox: ['Drill 1', 'Drill 1'] }, /twice/],
  ['an SMS that went twice', { outbox: ['email', 'sms', 'sms'] }, /sms .* went 2 times/],
  ['an e-mail that went twice for no reason', { outbox: ['email', 'email', 'sms'] }, /no crash explains it/],
  ['an e-mail that is told to be delivered and is not', { outbox: ['sms'] }, /email .* nobody has it/],
  [
    'an e-mail that is stuck',
    { messages: [good[0] ?? {}, message('email', 'queued'), good[2] ?? {}], outbox: ['sms'] },
    /queued, without a reason/,
  ],
  ['a channel without a message', { messages: good.slice(0, 2), outbox: ['email'] }, /has no message/],
])('%s is found', async (_name, story, wrong) => {
  expect((await compare([publish], told(story))).wrong.join('\n')).toMatch(wrong);
});

test('what nobody asked for is found', async () => {
  expect((await compare([], told({}))).wrong).not.toEqual([]);
});
