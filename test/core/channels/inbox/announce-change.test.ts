import { announceChange } from '../../../../core/channels/inbox/announce-change.ts';
import { connect } from '../../../../core/channels/inbox/connect.ts';
import { markItem } from '../../../../core/channels/inbox/mark-feed.ts';
import type { LiveUser } from '../../../../core/channels/inbox/ports/live.ts';
import { aMoment, aNotification, anInboxItem, notificationId, type World, world } from '../../../world.ts';

let here: World;
let posted: [string, string][];
let asked: string[];
beforeEach(async () => {
  here = world();
  posted = [];
  asked = [];
  await here.users.upsert('ada', {}, aMoment);
});

function deps(gone: readonly string[] = []) {
  const list = (userId: string) => {
    asked.push(userId);
    return here.connections.list(userId);
  };
  const post = async (id: string, text: string) => {
    posted.push([id, text]);
    return gone.includes(id) ? ('gone' as const) : ('posted' as const);
  };
  return { connections: { ...here.connections, list }, sockets: { post }, now: here.now };
}

async function ada(): Promise<LiveUser> {
  return (await here.users.getMany(['ada'])).get('ada') ?? { id: 'nobody' };
}

test('every browser of a user is told, in words that say nothing of what is new', async () => {
  await connect({ userId: 'ada', connectionId: 'c1' }, here);
  await connect({ userId: 'ada', connectionId: 'c2' }, here);

  await announceChange([await ada()], deps());

  expect(posted).toEqual([
    ['c1', '{"type":"changed"}'],
    ['c2', '{"type":"changed"}'],
  ]);
});

test('a user without connections costs no read, and neither does one whose last has had its two hours', async () => {
  await announceChange([await ada()], deps());
  await connect({ userId: 'ada', connectionId: 'c1' }, here);
  here.pass(2 * 3600 + 301);
  await announceChange([await ada()], deps());

  expect(asked).toEqual([]);
});

test('a connection that is gone is forgotten', async () => {
  await connect({ userId: 'ada', connectionId: 'c1' }, here);
  await connect({ userId: 'ada', connectionId: 'c2' }, here);

  await announceChange([await ada()], deps(['c1']));

  expect(await here.connections.list('ada')).toEqual(['c2']);
});

test('nobody connects who does not exist', async () => {
  expect(await connect({ userId: 'nobody', connectionId: 'c1' }, here)).toBe(false);
});

test('what is marked on one device is announced to the others', async () => {
  const id = notificationId('n1');
  const expiresAt = new Date('2099-01-01T00:00:00Z');
  await here.ledger.enter({ notification: aNotification({ id }), messages: [], inboxItem: anInboxItem(), expiresAt });
  await connect({ userId: 'ada', connectionId: 'c1' }, here);
  const announced: LiveUser[] = [];
  const announce = async (users: readonly LiveUser[]) => void announced.push(...users);

  await markItem({ userId: 'ada', notificationId: id, mark: 'read' }, { ...here, announceChange: announce });

  expect(announced).toEqual([expect.objectContaining({ id: 'ada', liveUntil: expect.any(Date) })]);
});
