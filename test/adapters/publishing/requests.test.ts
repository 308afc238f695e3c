import type { RequestPart } from '../../../core/publishing/ports/requests.ts';
import { aMoment, notificationId } from '../../world.ts';
import { describeEachStore, type StoreWorld } from '../each-store.ts';

const requestId = 'req_01KAPJ4E3V5B2F8H1K4M7P9S3D';
const refusal = { pointer: '/recipients/1', code: 'recipient_unknown', detail: 'no such user is known' } as const;

function aPart(changes: Partial<RequestPart> = {}) {
  const whole = { requestId, workflow: 'message', test: false, requestedAt: aMoment, from: 0, isLast: true, refused: [] };
  const notificationIds = [notificationId('n1'), notificationId('n2')].sort();
  return { ...whole, notificationIds, expiresAt: new Date(aMoment.getTime() + 86_400_000), ...changes };
}

async function partsOf(here: StoreWorld, from = 0, limit = 10) {
  return here.requests.parts({ requestId, from, limit });
}

describeEachStore('which notifications a request made is kept', (open) => {
  test('as it was noted, with what was refused', async () => {
    const here = await open();
    const { expiresAt: _, ...part } = aPart({ topic: 'building:42', refused: [refusal] });

    await here.requests.note(aPart({ topic: 'building:42', refused: [refusal] }));

    expect(await partsOf(here)).toEqual({ parts: [part], more: false });
    expect(await here.requests.lastPart(requestId)).toEqual(part);
  });

  test('once, however often a part is noted; what joins it later is there as well, and a refusal that was put right is gone', async () => {
    const here = await open();
    const [first, second, third] = ['n1', 'n2', 'n3'].map((name) => notificationId(name)) as [string, string, string];

    await here.requests.note(aPart({ notificationIds: [first, second], refused: [refusal] }));
    await here.requests.note(aPart({ notificationIds: [second, third] }));

    const { parts } = await partsOf(here);
    expect(parts).toMatchObject([{ notificationIds: [first, second, third].sort(), refused: [] }]);
  });

  test('with how far its broadcast was when it was last noted, and nothing of it lost that is there by then', async () => {
    const here = await open();
    const audience = { where: { attribute: 'plan', equals: 'pro' } };
    const [first, second] = ['n1', 'n2'].map((name) => notificationId(name)) as [string, string];

    await here.requests.note(
      aPart({ notificationIds: [first], isLast: false, broadcast: { audience, ratePerMinute: 10, lookedAt: 100 } }),
    );
    await here.requests.note(aPart({ notificationIds: [second], broadcast: { audience, ratePerMinute: 10, lookedAt: 120 } }));

    const noted = { notificationIds: [first, second].sort(), isLast: true, broadcast: { audience, lookedAt: 120 } };
    expect(await here.requests.lastPart(requestId)).toMatchObject(noted);
  });

  test('part by part, in order, from any of them on', async () => {
    const here = await open();
    for (const from of [200, 0, 1000, 100]) await here.requests.note(aPart({ from, isLast: from === 1000 }));

    const firstTwo = await partsOf(here, 0, 2);
    const rest = await partsOf(here, 101);

    expect(firstTwo).toMatchObject({ parts: [{ from: 0 }, { from: 100 }], more: true });
    expect(rest.parts.map(({ from }) => from)).toEqual([200, 1000]);
    expect(await here.requests.lastPart(requestId)).toMatchObject({ from: 1000, isLast: true });
  });

  test('an empty topic makes a part without notifications', async () => {
    const here = await open();

    await here.requests.note(aPart({ notificationIds: [] }));

    expect(await partsOf(here)).toMatchObject({ parts: [{ notificationIds: [], isLast: true }] });
  });

  test('until its time is up, and nothing is there for a request that was never noted', async () => {
    const here = await open();
    expect(await here.requests.lastPart(requestId)).toBeUndefined();
    await here.requests.note(aPart());

    here.pass(86_400 + 1);

    expect(await partsOf(here)).toMatchObject({ parts: [] });
    expect(await here.requests.lastPart(requestId)).toBeUndefined();
  });
});
