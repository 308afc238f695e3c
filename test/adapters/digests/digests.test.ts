import type { DigestRef, OpenDigest } from '../../../core/digests/ports/digests.ts';
import { digestShardOf, shardsOfBucket } from '../../../core/digests/rules/digest-bucket.ts';
import { aMessage, aNotification, notificationId } from '../../world.ts';
import { farAway } from '../channels/inbox/enter-item.ts';
import { describeEachStore, type StoreWorld } from '../each-store.ts';
import { aDigestEntry, atEight, enterDigestEntry } from './enter-digest-entry.ts';

const tomorrowAtEight = new Date('2030-03-16T08:00:00.000Z');
const theNextDay = new Date('2030-03-17T08:00:00.000Z');
const first: DigestRef = { userId: 'ada', frequency: 'daily', number: 1 };
const open: OpenDigest = { ...first, dueAt: tomorrowAtEight };
const end = { status: 'sent', detail: 'in digest 1', at: tomorrowAtEight } as const;

async function dueAt({ digests }: StoreWorld, bucket: Date): Promise<OpenDigest[]> {
  const shards = Array.from({ length: shardsOfBucket }, (_, shard) => digests.due({ bucket, shard, limit: 100 }));
  return (await Promise.all(shards)).flatMap((page) => page.digests);
}

async function namesIn({ digests }: StoreWorld, digest: DigestRef): Promise<string[]> {
  return (await digests.entries({ ...digest, limit: 1000 })).entries.map(({ title }) => title);
}

async function emailOf({ ledger }: StoreWorld, name: string) {
  return (await ledger.read(notificationId(name)))?.messages[0];
}

describeEachStore('digests', (openStore) => {
  test('the first entry opens a digest and puts it where it will be looked for; others join it', async () => {
    const here = await openStore();

    const message = await enterDigestEntry(here, 'one');
    here.pass(3600);
    await enterDigestEntry(here, 'two');

    expect(message).toMatchObject({ status: 'digesting', digest: { frequency: 'daily', number: 1 } });
    expect(await here.digests.state('ada', 'daily')).toEqual({ number: 1, due: { date: '2030-03-16', at: tomorrowAtEight } });
    expect(await dueAt(here, tomorrowAtEight)).toEqual([open]);
    expect((await namesIn(here, first)).sort()).toEqual(['one', 'two']);
  });

  test('entering an entry again changes nothing, whichever digest is open by then', async () => {
    const here = await openStore();
    await enterDigestEntry(here, 'one');
    await here.digests.close(open, '2030-03-16');
    here.at(tomorrowAtEight);

    const message = await enterDigestEntry(here, 'one');

    expect(message.digest).toEqual({ frequency: 'daily', number: 1 });
    expect(await here.digests.state('ada', 'daily')).toEqual({ number: 1, lastDate: '2030-03-16' });
    expect(await namesIn(here, first)).toEqual(['one']);
  });

  test('daily and weekly digests, and those of other users, stand for themselves', async () => {
    const here = await openStore();

    await enterDigestEntry(here, 'one');
    await enterDigestEntry(here, 'two', { frequency: 'weekly' });
    await enterDigestEntry(here, 'three', { userId: 'grace' });

    expect(await namesIn(here, first)).toEqual(['one']);
    expect(await namesIn(here, { ...first, frequency: 'weekly' })).toEqual(['two']);
    expect(await namesIn(here, { ...first, userId: 'grace' })).toEqual(['three']);
    expect(await here.digests.state('ada', 'weekly')).toMatchObject({ due: { date: '2030-03-18' } });
    expect((await dueAt(here, tomorrowAtEight)).map(({ userId }) => userId).sort()).toEqual(['ada', 'grace']);
  });

  test('a closed digest takes no more entries: what comes then is in the next', async () => {
    const here = await openStore();
    await enterDigestEntry(here, 'one');
    here.at(tomorrowAtEight);

    expect(await here.digests.close(open, '2030-03-16')).toBe(true);
    await enterDigestEntry(here, 'two');

    expect(await namesIn(here, first)).toEqual(['one']);
    expect(await namesIn(here, { ...first, number: 2 })).toEqual(['two']);
    expect(await here.digests.closed(first)).toEqual({ date: '2030-03-16', dueAt: tomorrowAtEight });
    expect(await here.digests.closed({ ...first, number: 2 })).toBeUndefined();
    expect(await dueAt(here, tomorrowAtEight)).toEqual([]);
    expect(await dueAt(here, theNextDay)).toEqual([{ ...first, number: 2, dueAt: theNextDay }]);
  });

  test('a digest is closed once, and only as it was found', async () => {
    const here = await openStore();
    await enterDigestEntry(here, 'one');

    const closings = await Promise.all(Array.from({ length: 5 }, () => here.digests.close(open, '2030-03-16')));

    expect(closings.filter(Boolean)).toHaveLength(1);
    expect(await here.digests.close({ ...open, number: 2 }, '2030-03-16')).toBe(false);
    expect(await here.digests.close({ ...open, userId: 'grace' }, '2030-03-16')).toBe(false);
  });

  test('a digest that is moved is looked for at its new time only, and keeps what is in it', async () => {
    const here = await openStore();
    await enterDigestEntry(here, 'one');
    const due = { date: '2030-03-16', at: new Date('2030-03-16T17:00:00.000Z') };

    expect(await here.digests.move(open, due)).toBe(true);

    expect(await here.digests.move(open, { date: '2030-03-17', at: theNextDay })).toBe(false);
    expect(await here.digests.close(open, '2030-03-16')).toBe(false);
    expect(await dueAt(here, tomorrowAtEight)).toEqual([]);
    expect(await dueAt(here, due.at)).toEqual([{ ...open, dueAt: due.at }]);
    expect(await namesIn(here, first)).toEqual(['one']);
    expect(await here.digests.state('ada', 'daily')).toEqual({ number: 1, due });
  });

  test('a digest that is moved within its quarter of an hour is still found', async () => {
    const here = await openStore();
    await enterDigestEntry(here, 'one');
    const due = { date: '2030-03-16', at: new Date('2030-03-16T07:55:00.000Z') };

    expect(await here.digests.move(open, due)).toBe(true);

    expect(await dueAt(here, tomorrowAtEight)).toEqual([{ ...open, dueAt: due.at }]);
  });

  test('an entry of a user who chose an earlier hour brings the digest forward', async () => {
    const here = await openStore();
    await enterDigestEntry(here, 'one');

    await enterDigestEntry(here, 'two', { clock: { ...atEight, time: '17:00' } });

    const today = new Date('2030-03-15T17:00:00.000Z');
    expect(await dueAt(here, tomorrowAtEight)).toEqual([]);
    expect(await dueAt(here, today)).toEqual([{ ...open, dueAt: today }]);
    expect((await namesIn(here, first)).sort()).toEqual(['one', 'two']);
  });

  test('a bucket and the entries of a digest are read page by page, nothing twice and nothing left out', async () => {
    const here = await openStore();
    const users = Array.from({ length: 40 }, (_, index) => `user-${index}`).filter((user) => digestShardOf(user) === 0);
    for (const userId of users) await enterDigestEntry(here, `for ${userId}`, { userId });
    const names = Array.from({ length: 7 }, (_, index) => `n${index}`);
    for (const name of names) await enterDigestEntry(here, name);

    const found: string[] = [];
    for (let after: string | undefined, more = true; more; ) {
      const page = await here.digests.due({ bucket: tomorrowAtEight, shard: 0, limit: 2, ...(after && { after }) });
      found.push(...page.digests.map(({ userId }) => userId));
      after = page.next;
      more = after !== undefined;
    }
    const read: string[] = [];
    for (let after: string | undefined, more = true; more; ) {
      const page = await here.digests.entries({ ...first, limit: 3, ...(after && { after }) });
      expect(page.entries.length).toBeLessThanOrEqual(3);
      read.push(...page.entries.map(({ title }) => title));
      after = page.next;
      more = after !== undefined;
    }

    expect(users.length).toBeGreaterThan(2);
    expect(found.filter((user) => user !== 'ada').sort()).toEqual([...users].sort());
    expect(read.sort()).toEqual(names);
  });

  test('an entry is given back whole, and not when its time is up', async () => {
    const here = await openStore();
    const { entry } = aDigestEntry('one', here.now());
    await enterDigestEntry(here, 'one');
    await enterDigestEntry(here, 'two', { expiresAt: new Date(here.now().getTime() + 60_000) });
    here.pass(60);

    expect((await here.digests.entries({ ...first, limit: 10 })).entries).toEqual([entry]);
  });

  test('completing ends the messages, and done again does nothing', async () => {
    const here = await openStore();
    const names = Array.from({ length: 60 }, (_, index) => `n${index}`);
    for (const name of names) await enterDigestEntry(here, name);
    await here.digests.close(open, '2030-03-16');
    const { entries } = await here.digests.entries({ ...first, limit: 100 });

    await here.digests.complete(first, entries, end);
    await here.digests.complete(first, entries, { ...end, status: 'failed', reason: 'gave_up' });

    expect(entries).toHaveLength(60);
    const emails = await Promise.all(names.map((name) => emailOf(here, name)));
    expect(emails.map((email) => email?.events.map(({ status }) => status))).toEqual(names.map(() => ['digesting', 'sent']));
    const message = await emailOf(here, 'n59');
    expect(message).toMatchObject({
      status: 'sent',
      events: [{ status: 'digesting' }, { status: 'sent', detail: 'in digest 1' }],
    });
    expect(message).not.toHaveProperty('reason');
  });

  test('a finished digest is no longer known as closed, and the next one is open as before', async () => {
    const here = await openStore();
    await enterDigestEntry(here, 'one');
    await here.digests.close(open, '2030-03-16');
    here.at(tomorrowAtEight);
    await enterDigestEntry(here, 'two');
    const before = await here.digests.state('ada', 'daily');

    await here.digests.finish(first);
    await here.digests.finish(first);

    expect(await here.digests.closed(first)).toBeUndefined();
    expect(before.number).toBe(2);
    expect(await here.digests.state('ada', 'daily')).toEqual(before);
  });

  test('an entry that may be there for longer than its notification is removed once its message has ended for good', async () => {
    const here = await openStore();
    const inAnHour = new Date(here.now().getTime() + 3_600_000);
    await enterDigestEntry(here, 'short', { expiresAt: inAnHour, keptAtLeastUntil: theNextDay });
    await enterDigestEntry(here, 'long', { keptAtLeastUntil: theNextDay });
    await here.digests.close(open, '2030-03-16');
    const { entries } = await here.digests.entries({ ...first, limit: 10 });

    await here.digests.complete(first, entries, { ...end, status: 'failed', reason: 'gave_up' });
    const givenUp = await namesIn(here, first);
    await here.digests.complete(first, entries, end);

    expect(givenUp.sort()).toEqual(['long', 'short']);
    expect(await namesIn(here, first)).toEqual(['long']);
    here.at(farAway);
    expect(await namesIn(here, first)).toEqual([]);
  });

  test('what was given up has failed, and ends anew when it is sent after all', async () => {
    const here = await openStore();
    for (const name of ['one', 'two']) await enterDigestEntry(here, name);
    await here.digests.close(open, '2030-03-16');
    const { entries } = await here.digests.entries({ ...first, limit: 10 });
    const givenUp = { ...end, status: 'failed', reason: 'gave_up' } as const;

    await here.digests.complete(first, entries.slice(0, 1), givenUp);
    await here.digests.complete(first, entries, givenUp);
    const failed = await Promise.all(['one', 'two'].map((name) => emailOf(here, name)));
    await here.digests.complete(first, entries, end);
    await here.digests.complete(first, entries, givenUp);

    expect(failed).toMatchObject(Array(2).fill({ status: 'failed', reason: 'gave_up' }));
    expect(failed[0]?.events.map(({ status }) => status)).toEqual(['digesting', 'failed']);
    for (const name of ['one', 'two']) {
      const message = await emailOf(here, name);
      expect(message?.events.map(({ status }) => status)).toEqual(['digesting', 'failed', 'sent']);
      expect(message).not.toHaveProperty('reason');
    }
  });

  test('a message that ended otherwise stays as it is when the others are completed', async () => {
    const here = await openStore();
    for (const name of ['one', 'two', 'three']) await enterDigestEntry(here, name);
    const { entries } = await here.digests.entries({ ...first, limit: 100 });
    await here.digests.complete(first, entries.slice(0, 1), { ...end, status: 'skipped', reason: 'already_read' });

    await here.digests.complete(first, entries, end);

    const statuses = await Promise.all(entries.map(async ({ title }) => (await emailOf(here, title))?.status));
    expect(statuses).toEqual(['skipped', 'sent', 'sent']);
  });

  test('a message is canceled while its digest is open, and it is too late when that is closed', async () => {
    const here = await openStore();
    for (const name of ['one', 'two']) await enterDigestEntry(here, name);
    const cancel = (name: string) =>
      here.ledger.cancel({ notificationId: notificationId(name), at: here.now(), expiresAt: farAway });

    expect(await cancel('one')).toMatchObject({ canceled: ['email'], tooLate: [] });
    expect(await cancel('one')).toMatchObject({ canceled: ['email'], tooLate: [] });
    await here.digests.close(open, '2030-03-16');
    expect(await cancel('two')).toMatchObject({ canceled: [], tooLate: ['email'] });

    expect(await emailOf(here, 'one')).toMatchObject({ status: 'canceled', reason: 'canceled' });
    expect(await emailOf(here, 'two')).toMatchObject({ status: 'digesting' });
    expect(await namesIn(here, first)).toEqual(['two']);
  });

  test('what is canceled while its digest is closed is in it, or canceled, and never both or neither', async () => {
    const here = await openStore();
    const names = Array.from({ length: 12 }, (_, index) => `n${index}`);
    for (const name of names) await enterDigestEntry(here, name);

    const [, ...cancellations] = await Promise.all([
      here.digests.close(open, '2030-03-16'),
      ...names.map((name) => here.ledger.cancel({ notificationId: notificationId(name), at: here.now(), expiresAt: farAway })),
    ]);

    const stayed = names.filter((_, index) => cancellations[index]?.tooLate.includes('email'));
    expect((await namesIn(here, first)).sort()).toEqual(stayed.sort());
    expect(cancellations.filter(({ canceled }) => canceled.includes('email'))).toHaveLength(names.length - stayed.length);
  });

  test('a message that was held joins the digest that takes it when it is released', async () => {
    const here = await openStore();
    const id = notificationId('held');
    const heldUntil = tomorrowAtEight;
    const message = aMessage({ notificationId: id, status: 'scheduled', dueAt: heldUntil });
    await here.ledger.enter({ notification: aNotification({ id }), messages: [message], expiresAt: farAway });
    here.at(heldUntil);
    const release = {
      notificationId: id,
      moves: [{ channel: 'email', heldUntil, status: 'digesting', address: 'ada@example.com' }],
      explanation: [{ channel: 'email', decision: 'digest', because: 'a test' }],
      digestEntry: aDigestEntry('held', here.now()),
      at: heldUntil,
    } as const;

    expect(await here.ledger.release(release)).toBe(true);
    expect(await here.ledger.release(release)).toBe(false);

    expect(await emailOf(here, 'held')).toMatchObject({ status: 'digesting', digest: { frequency: 'daily', number: 1 } });
    expect(await namesIn(here, first)).toEqual(['held']);
    expect(await dueAt(here, theNextDay)).toEqual([{ ...first, dueAt: theNextDay }]);
  });

  test('an entry that arrives while digests are closed is in exactly one of them', async () => {
    const here = await openStore();
    const names = Array.from({ length: 30 }, (_, index) => `n${index}`);
    let closed = 0;
    let arrived = 0;
    const arrive = async (name: string) => {
      await enterDigestEntry(here, name, { inInbox: true });
      arrived += 1;
    };
    const closeThem = async () => {
      while (arrived < names.length || closed === 0) {
        const { number, due } = await here.digests.state('ada', 'daily');
        if (due && (await here.digests.close({ ...first, number, dueAt: due.at }, due.date))) closed += 1;
        here.at(due?.at ?? here.now());
        await new Promise((done) => setImmediate(done));
      }
    };

    await Promise.all([
      closeThem(),
      (async () => {
        for (let start = 0; start < names.length; start += 3) await Promise.all(names.slice(start, start + 3).map(arrive));
      })(),
    ]);

    const { number } = await here.digests.state('ada', 'daily');
    const digests = await Promise.all(
      Array.from({ length: number }, (_, index) => namesIn(here, { ...first, number: index + 1 })),
    );
    expect(closed).toBeGreaterThan(0);
    expect(digests.flat().sort()).toEqual([...names].sort());
    const told = await Promise.all(names.map(async (name) => (await emailOf(here, name))?.digest?.number));
    expect(told.map((each, index) => digests[(each ?? 0) - 1]?.includes(names[index] ?? ''))).toEqual(names.map(() => true));
  }, 60_000);
});
