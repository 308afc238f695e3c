import type { Suppression } from '../../../core/suppressions/ports/suppressions.ts';
import { aMoment, notificationId } from '../../world.ts';
import { describeEachStore, type StoreWorld } from '../each-store.ts';

const later = new Date('2030-04-01T00:00:00.000Z');

function aSuppression(changes: Partial<Suppression> = {}): Suppression {
  return {
    address: 'ada@example.com',
    reason: 'bounce',
    source: 'provider',
    at: aMoment,
    notificationId: notificationId('n1'),
    ...changes,
  };
}

describeEachStore('suppressions', (open) => {
  let store: StoreWorld;
  beforeEach(async () => {
    store = await open();
  });

  test('are found by their address, however it is spelt, and as they were written', async () => {
    await store.suppressions.add(aSuppression({ address: 'Ada@Example.com' }));

    expect(await store.suppressions.find(' ADA@example.COM')).toEqual(aSuppression({ address: 'Ada@Example.com' }));
    expect(await store.suppressions.find('grace@example.com')).toBeUndefined();
  });

  test('are of a domain beyond ASCII and its punycode alike', async () => {
    await store.suppressions.add(aSuppression({ address: 'ada@müller.de' }));

    expect(await store.suppressions.find('ada@xn--mller-kva.de')).toEqual(aSuppression({ address: 'ada@müller.de' }));
    expect(await store.suppressions.remove('Ada@xn--mller-kva.de')).toBeDefined();
    expect(await store.suppressions.find('ada@müller.de')).toBeUndefined();
  });

  test('remember whose list a number is on', async () => {
    const stop = aSuppression({ address: '+447400123456', reason: 'opt_out', listedAt: 'sns' });
    await store.suppressions.add(stop);

    expect(await store.suppressions.find('+447400123456')).toEqual(stop);
  });

  test('are by hand as well once somebody adds one over a STOP, and so on no list any more', async () => {
    const stop = aSuppression({ address: '+447400123456', reason: 'opt_out', listedAt: 'sns' });
    const { listedAt: _, ...unlisted } = stop;
    await store.suppressions.add(stop);
    const byHand: Suppression = { address: stop.address, reason: 'manual', source: 'api', at: later };

    expect(await store.suppressions.add({ ...stop, at: later })).toEqual(stop); // the same STOP, told again
    expect(await store.suppressions.add(byHand)).toEqual(unlisted);
    expect(await store.suppressions.find(stop.address)).toEqual(unlisted);
    expect(await store.suppressions.list({ limit: 10 })).toEqual({ suppressions: [unlisted] });
    expect(await store.suppressions.remove(stop.address, stop)).toBeUndefined();
    expect(await store.suppressions.remove(stop.address, unlisted)).toEqual(unlisted);
  });

  test('that have come since are not removed for one that was read before', async () => {
    const before = aSuppression({ address: '+447400123456', reason: 'opt_out', listedAt: 'sns' });
    await store.suppressions.add({ ...before, at: later });

    expect(await store.suppressions.remove(before.address, before)).toBeUndefined();
    expect(await store.suppressions.find(before.address)).toEqual({ ...before, at: later });
  });

  test('are of phone numbers as well', async () => {
    const suppression: Suppression = { address: '+447400123456', reason: 'manual', source: 'api', at: aMoment };
    await store.suppressions.add(suppression);

    expect(await store.suppressions.find('+447400123456')).toEqual(suppression);
  });

  test('are one for each address: the first reason stays, and is what adding answers', async () => {
    await store.suppressions.add(aSuppression());

    expect(await store.suppressions.add(aSuppression({ address: 'ADA@example.com', reason: 'manual', at: later }))).toEqual(
      aSuppression(),
    );
    expect(await store.suppressions.list({ limit: 10 })).toEqual({ suppressions: [aSuppression()] });
  });

  test('that are added by many at once are one', async () => {
    const adding = Array.from({ length: 5 }, (_, n) => aSuppression({ at: new Date(aMoment.getTime() + n) }));
    const answers = await Promise.all(adding.map((suppression) => store.suppressions.add(suppression)));

    expect(new Set(answers.map(({ at }) => at.toISOString())).size).toBe(1);
    expect((await store.suppressions.list({ limit: 10 })).suppressions).toHaveLength(1);
  });

  test('are gone from everywhere once removed, and can come back', async () => {
    await store.suppressions.add(aSuppression());

    expect(await store.suppressions.remove('ADA@example.com')).toEqual(aSuppression());
    expect(await store.suppressions.remove('ada@example.com')).toBeUndefined();
    expect(await store.suppressions.find('ada@example.com')).toBeUndefined();
    expect(await store.suppressions.list({ limit: 10 })).toEqual({ suppressions: [] });
    expect(await store.suppressions.add(aSuppression({ reason: 'complaint', at: later }))).toMatchObject({ reason: 'complaint' });
  });

  test('are listed newest first, page by page, with none left out or repeated', async () => {
    for (let n = 0; n < 5; n += 1) {
      await store.suppressions.add(
        aSuppression({ address: `user${n}@example.com`, at: new Date(aMoment.getTime() + (n > 2 ? 2 : n)) }), // three share a time
      );
    }

    const pages: string[][] = [];
    let after: string | undefined;
    do {
      const page = await store.suppressions.list({ limit: 2, after });
      pages.push(page.suppressions.map(({ address }) => address));
      after = page.next;
    } while (after !== undefined);

    expect(pages.slice(0, 3).map(({ length }) => length)).toEqual([2, 2, 1]);
    expect(new Set(pages.flat()).size).toBe(5);
    expect(pages.flat().slice(-2)).toEqual(['user1@example.com', 'user0@example.com']);
  });

  test.each(['', 'x9', Buffer.from('USER').toString('base64url')])(
    'cannot be listed from "%s", which was never given',
    async (after) => {
      await expect(store.suppressions.list({ limit: 2, after })).rejects.toMatchObject({ code: 'cursor_invalid' });
    },
  );
});
