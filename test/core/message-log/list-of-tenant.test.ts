import { mostExamined, NotificationQuery } from '../../../contract/message-log/notification-list.ts';
import { countAudience } from '../../../core/broadcasts/count-audience.ts';
import { encodeCursor } from '../../../core/http/rules/cursor.ts';
import { listNotifications } from '../../../core/message-log/list-notifications.ts';
import { formatLogCursor } from '../../../core/message-log/log-cursor.ts';
import { derivedUlid, notificationIdFor } from '../../../core/publishing/rules/derived-id.ts';
import { tenantOf } from '../../../core/tenants/rules/owned.ts';
import { aMessage, aMoment, aNotification, type World, world } from '../../world.ts';

const expiresAt = new Date('2030-06-01T00:00:00Z');

/** A request of some seconds after the moment for one user, and what was made of it. */
async function make(here: World, second: number, userId: string): Promise<string> {
  const requestedAt = new Date(aMoment.getTime() + second * 1000);
  const requestId = `req_${derivedUlid(requestedAt, 'test', userId, String(second))}`;
  const id = notificationIdFor(requestedAt, requestId, userId);
  const tenant = tenantOf(userId);
  const part = { requestId, workflow: 'greeting', test: false, requestedAt, from: 0, isLast: true, refused: [], expiresAt };
  await here.requests.note({ ...part, notificationIds: [id], ...(tenant !== undefined && { tenant }) });
  const notification = aNotification({ id, requestId, userId, createdAt: requestedAt });
  await here.ledger.enter({ notification, messages: [aMessage({ notificationId: id })], expiresAt });
  return id;
}

/** Reads all that there is for a tenant, and what is written in the cursors. */
async function readAll(here: World, query: Record<string, string> = {}) {
  const ids: string[] = [];
  const places: string[] = [];
  let cursor: string | undefined;
  do {
    const asked = NotificationQuery.parse({ ...query, ...(cursor !== undefined && { cursor }) });
    const page = await listNotifications({ ...asked, tenant: 'acme' }, here);
    ids.push(...page.data.map(({ id }) => id));
    cursor = page.next_cursor;
    if (cursor !== undefined) places.push(Buffer.from(cursor.split('.')[0] ?? '', 'base64url').toString());
  } while (cursor !== undefined);
  return { ids, places };
}

const address = 'ada@example.com';

/** Users who share an address: two of the tenant, and others. */
async function shareAddress(here: World): Promise<string[]> {
  const others = Array.from({ length: 12 }, (_, n) => `beta/user-${n}`);
  const made: string[] = [];
  for (const [second, user] of ['acme/ada', 'acme/zoe', 'acme-too/ada', 'ada', ...others].entries()) {
    await here.users.upsert(user, { email: address }, here.now());
    made.push(await make(here, second, user));
  }
  return made.slice(0, 2).reverse();
}

test("a tenant's list by an address that others have too names none of them in a cursor", async () => {
  const here = world();
  const own = await shareAddress(here);

  const { ids, places } = await readAll(here, { address, limit: '1' });

  expect(ids).toEqual(own);
  expect(places.length).toBeGreaterThan(0);
  expect(places.filter((place) => /beta|acme-too/.test(place))).toEqual([]);
});

test('nor does a cursor that somebody made up lead to them', async () => {
  const here = world();
  await shareAddress(here);
  const filter = { ...NotificationQuery.parse({ address }), tenant: 'acme' };
  const cursor = formatLogCursor('#beta/#', 'notifications', filter);

  await expect(listNotifications({ ...filter, cursor }, here)).rejects.toMatchObject({ code: 'cursor_invalid' });
});

test('nor does one of an audience, where the count is cut off among the users of others', async () => {
  const here = world();
  await shareAddress(here);
  const audience = { all: true } as const;
  const cursor = encodeCursor({ places: /^/ }, 'acme-', ['audience', JSON.stringify(audience), 'zeta']);
  const asked = { audience, tenant: 'zeta', cursor, channels: [], workflow: {} };

  await expect(countAudience(asked, here)).rejects.toMatchObject({ code: 'cursor_invalid' });
});

test("a tenant's list passes over what others published, tells no id of it, and leaves out nothing of its own", async () => {
  const here = world();
  const oldest = await make(here, 0, 'acme/ada');
  for (let second = 1; second <= mostExamined + 1; second += 1) await make(here, second, 'beta/bob');
  const newest = await make(here, 900, 'acme/ada');

  const { ids, places } = await readAll(here);

  expect(ids).toEqual([newest, oldest]);
  expect(places.map((place) => place.length)).toEqual([14]); // the id of a request has 26 letters
});
