import type { Channel } from '../../../contract/values.ts';
import { findStuckWork, readStuckWork } from '../../../core/operations/find-stuck-work.ts';
import { derivedUlid } from '../../../core/publishing/rules/derived-id.ts';
import { takeMessage } from '../../take-message.ts';
import { aMessage, aMoment, aNotification, notificationId } from '../../world.ts';
import { farAway } from '../channels/inbox/enter-item.ts';
import { aDigestEntry, enterDigestEntry } from '../digests/enter-digest-entry.ts';
import { describeEachStore, type StoreWorld } from '../each-store.ts';

const minute = 60;
const inAnHour = new Date(aMoment.getTime() + 60 * minute * 1000);

describeEachStore('work that is stuck', (open) => {
  let here: StoreWorld;
  beforeEach(async () => {
    here = await open();
    await look(); // somebody has looked before
  });

  function look(channels: readonly Channel[] = ['inbox', 'email', 'sms']) {
    return findStuckWork({ ...here, channels });
  }

  /** Enters an e-mail that is held for an hour. */
  async function hold(name = 'held', channel: Channel = 'email') {
    const id = notificationId(name);
    const messages = [aMessage({ notificationId: id, channel, status: 'scheduled', dueAt: inAnHour })];
    await here.ledger.enter({ notification: aNotification({ id }), messages, dueAts: [inAnHour], expiresAt: farAway });
    return id;
  }

  /** Requests an e-mail now, which somebody takes at once. */
  async function claim(name = 'claimed') {
    const at = here.now();
    const id = notificationId(name, at);
    const requestId = `req_${derivedUlid(at, 'test', name)}`;
    const part = { requestId, workflow: 'greeting', test: false, requestedAt: at, from: 0, isLast: true, refused: [] };
    await here.requests.note({ ...part, notificationIds: [id], expiresAt: farAway });
    await here.ledger.enter({
      notification: aNotification({ id }),
      messages: [aMessage({ notificationId: id })],
      expiresAt: farAway,
    });
    const fence = await takeMessage(here.ledger, { notificationId: id, at });
    return { notificationId: id, channel: 'email', fence } as const;
  }

  /** Looks every five minutes for so long, as the job does; answers what the last look found. */
  async function lookFor(minutes: number, channels?: readonly Channel[]) {
    let found = await look(channels);
    for (let passed = 0; passed < minutes; passed += 5) {
      here.pass(5 * minute);
      found = await look(channels);
    }
    return found;
  }

  test('is a message that was held beyond its time, within the hour after it', async () => {
    const notification = await hold();

    expect(await lookFor(60)).toEqual([]);
    expect(await lookFor(60)).toEqual([{ kind: 'held', since: inAnHour.toISOString(), notification, channel: 'email' }]);
  });

  test('is a message that was claimed and never ended, within the hour', async () => {
    const { notificationId: notification } = await claim();

    expect(await lookFor(10)).toEqual([]);
    expect(await lookFor(50)).toEqual([{ kind: 'claimed', since: aMoment.toISOString(), notification, channel: 'email' }]);
  });

  test('is a message that is claimed anew just before the look, once that claim has not ended either', async () => {
    const { fence, ...message } = await claim();
    await lookFor(25);
    const at = here.now();
    await here.ledger.step({ ...message, fence, status: 'queued', at });
    await takeMessage(here.ledger, { ...message, at });

    expect(await lookFor(10)).toEqual([]);
    expect(await lookFor(20)).toMatchObject([{ kind: 'claimed', since: at.toISOString() }]);
  });

  test('is a digest that is open after its time', async () => {
    const clock = { time: '13:00', weekday: 'monday', zone: 'UTC' } as const;
    await enterDigestEntry(here, 'digested', { clock });
    expect(aDigestEntry('digested', here.now()).frequency).toBe('daily');

    expect(await lookFor(60)).toEqual([]);
    expect(await lookFor(60)).toEqual([{ kind: 'digest', since: inAnHour.toISOString(), user: 'ada', frequency: 'daily' }]);
  });

  test('stays found for as long as it is stuck, however long ago it was, and no longer', async () => {
    const notification = await hold();
    const { fence, ...message } = await claim();
    expect(await lookFor(5 * 60)).toHaveLength(2);
    expect((await readStuckWork(here)).data).toHaveLength(2);

    await here.ledger.step({ ...message, fence, status: 'sent', at: here.now() });
    await here.ledger.cancel({ notificationId: notification, at: here.now(), expiresAt: farAway });

    expect(await lookFor(0)).toEqual([]);
    expect((await readStuckWork(here)).data).toEqual([]);
    await lookFor(20);
    expect(await here.unfinishedWork.remembered()).toMatchObject({ notificationIds: [], digestPlaces: [] });
  });

  test('is found after nobody has looked for hours', async () => {
    await hold();
    await claim();

    here.pass(6 * 60 * minute);

    expect((await lookFor(60)).map(({ kind }) => kind).sort()).toEqual(['claimed', 'held']);
  });

  test('is found on a channel that was switched off since, and was on at some look before', async () => {
    await lookFor(20, ['inbox', 'email', 'sms', 'push']);
    const notification = await hold('on push', 'push');

    expect(await lookFor(2 * 60)).toMatchObject([{ kind: 'held', notification, channel: 'push' }]);
    expect((await readStuckWork(here)).data).toMatchObject([{ channel: 'push' }]);
  });

  test('is not looked for on a channel that the stage never had', async () => {
    await lookFor(20);
    await hold('on push', 'push');

    expect(await lookFor(2 * 60)).toEqual([]);
  });

  test('is found on any channel where a version has looked before that did not say which there were', async () => {
    const notification = await hold('on push', 'push');
    await here.unfinishedWork.remember({ notificationIds: [notification], digestPlaces: [], through: here.now() });

    here.pass(2 * 60 * minute);

    expect((await readStuckWork(here)).data).toMatchObject([{ channel: 'push' }]);
    expect(await lookFor(60)).toMatchObject([{ channel: 'push' }]);
  });

  test('is nothing that ended, waits in a queue, or is held on', async () => {
    const sent = await claim('sent');
    await here.ledger.step({ ...sent, status: 'sent', at: here.now() });
    const back = await claim('back in its queue');
    await here.ledger.step({ ...back, status: 'queued', at: here.now() });
    const held = await hold('held on');
    const later = new Date(inAnHour.getTime() + 86_400_000);
    const move = { channel: 'email', heldUntil: inAnHour, status: 'scheduled', dueAt: later } as const;
    await here.ledger.release({ notificationId: held, moves: [move], explanation: [], dueAts: [later], at: inAnHour });

    expect(await lookFor(3 * 60)).toEqual([]);
  });
});
