import fc from 'fast-check';
import { mostReplayed, ReplayRequest } from '../../../contract/message-log/resend.ts';
import { Channel, MessageStatus, type Reason } from '../../../contract/values.ts';
import { hasCopy } from '../../../core/channels/rules/behaviours.ts';
import { replay } from '../../../core/message-log/replay.ts';
import { resend } from '../../../core/message-log/resend.ts';
import { notify } from '../../../core/planning/notify.ts';
import { message } from '../../../workflows/message/workflow.ts';
import { runs } from '../../runs.ts';
import { anApiKey } from '../../world.ts';
import { aResendingWorld, aSentNotification } from './a-sent-notification.ts';

type Here = Awaited<ReturnType<typeof aResendingWorld>>;

const filter = { since: '2030-03-15T00:00:00Z' };

function ask(here: Here, request: object) {
  return replay({ request: ReplayRequest.parse({ filter, ...request }), apiKey: here.apiKey }, here);
}

async function fail(here: Here, notificationId: string, channel: 'email' | 'sms' = 'email'): Promise<void> {
  await here.ledger.recordReceipt({ id: 'r1', notificationId, channel, at: here.now(), status: 'failed' });
}

async function workOff(here: Here): Promise<void> {
  for (const message of here.ingest.drain()) if (message.type === 'notify') await notify(message, here);
}

/** Replays to the end as an owner does: a dry run of each page, and then the page. */
async function replayAll(here: Here, limits: object = filter): Promise<string[]> {
  const ids: string[] = [];
  let page: { filter: object; cursor?: string | undefined } = { filter: limits };
  do {
    const dry = await ask(here, { ...page, dry_run: true });
    const done = await ask(here, { ...page, filter: dry.filter, confirmation: dry.confirmation });
    ids.push(...done.notifications.map(({ id }) => id));
    page = { filter: dry.filter, cursor: dry.next_cursor };
  } while (page.cursor !== undefined);
  return ids;
}

test('a dry run says what would be suppressed', async () => {
  const here = await aResendingWorld();
  await aSentNotification(here, [{ channel: 'email', status: 'suppressed', reason: 'suppressed_manual' }]);
  await here.suppressions.add({ address: 'ada@example.com', reason: 'manual', source: 'api', at: here.now() });
  here.pass(1);

  expect((await ask(here, { dry_run: true })).notifications).toMatchObject([{ channels: ['email'], suppressed: ['email'] }]);
});

test('a dry run says what would be sent again, and sends nothing', async () => {
  const here = await aResendingWorld();
  const failed = await aSentNotification(here, [{ status: 'failed' }]);
  await aSentNotification(here, [{ status: 'delivered' }]);
  await aSentNotification(here, [{ status: 'canceled' }]);
  const gone = await aSentNotification(here, [{ status: 'bounced' }], { workflow: 'gone' });
  here.pass(1);

  const answer = await ask(here, { dry_run: true });

  expect(answer).toMatchObject({
    dry_run: true,
    count: 1,
    notifications: [{ id: failed, user: 'ada', workflow: 'message', channels: ['email'] }],
  });
  expect(answer.refused).toMatchObject([{ id: gone, user: 'ada', code: 'workflow_unknown' }]);
  expect(answer.filter.until).toBe(here.now().toISOString());
  expect(here.ingest.sent).toEqual([]);
});

test('what its workflow left out is not missed; what had no address, or no money, is', async () => {
  const here = await aResendingWorld();
  const skipped = (reason: Reason) => aSentNotification(here, [{ status: 'skipped', reason }]);
  for (const reason of ['condition_not_met', 'not_needed', 'throttled'] as const) await skipped(reason);
  const missed = [await skipped('no_address'), await skipped('budget_exceeded')];
  here.pass(1);

  const { count, notifications } = await ask(here, { dry_run: true });

  expect([count, notifications.map(({ id }) => id).sort()]).toEqual([2, missed.sort()]);
});

test('with its confirmation it is sent, once, however often that is repeated', async () => {
  const here = await aResendingWorld();
  const ids = [await aSentNotification(here, [{ status: 'failed' }]), await aSentNotification(here, [{ status: 'bounced' }])];
  here.pass(1);
  const { filter: fixed, confirmation } = await ask(here, { dry_run: true });

  const first = await ask(here, { filter: fixed, confirmation });
  const before = await ask(here, { filter: fixed, confirmation }); // nothing was worked off yet: the same goes once more
  await workOff(here);
  const after = await ask(here, { filter: fixed, confirmation });

  expect(first.notifications.map(({ id }) => id).sort()).toEqual(ids.sort());
  expect(before.notifications).toEqual(first.notifications);
  expect(after).toMatchObject({ count: 0, notifications: [] });
  expect((await here.messageLog.slice({ of: 'users', userIds: ['ada'] }, { limit: 50 })).entries).toHaveLength(4);
});

test('a confirmation is good for its own question, and for no more than it said', async () => {
  const here = await aResendingWorld();
  await aSentNotification(here, [{ status: 'failed' }]);
  const other = await aSentNotification(here, [{ status: 'queued' }]);
  here.pass(1);
  const { filter: fixed, confirmation } = await ask(here, { dry_run: true });

  await expect(ask(here, { filter: { ...fixed, workflow: 'message' }, confirmation })).rejects.toMatchObject({
    code: 'confirmation_invalid',
  });
  await expect(ask(here, { confirmation })).rejects.toMatchObject({ code: 'confirmation_invalid' }); // without the instant that it ends at
  await expect(ask(here, { filter: fixed, channels: ['email'], confirmation })).rejects.toMatchObject({
    code: 'confirmation_invalid',
  });
  const receipt = { id: 'r1', notificationId: other, channel: 'email' as const, at: here.now() };
  await here.ledger.recordReceipt({ ...receipt, status: 'failed' });
  await expect(ask(here, { filter: fixed, confirmation })).rejects.toMatchObject({ code: 'confirmation_outdated' });
  expect(here.ingest.sent).toEqual([]);
});

test('what no dry run has shown does not go in the place of what is gone since', async () => {
  const here = await aResendingWorld();
  const shown = await aSentNotification(here, [{ status: 'failed' }]);
  const other = await aSentNotification(here, [{ status: 'queued' }]);
  here.pass(1);
  const { filter: fixed, confirmation } = await ask(here, { dry_run: true });
  await resend({ id: shown, request: {}, apiKey: here.apiKey, keyHeader: undefined }, here);
  await workOff(here);
  await fail(here, other);

  await expect(ask(here, { filter: fixed, confirmation })).rejects.toMatchObject({ code: 'confirmation_outdated' });
  expect(here.ingest.drain()).toEqual([]);
});

test('a channel that no dry run has shown does not go with one that was', async () => {
  const here = await aResendingWorld();
  const id = await aSentNotification(here, [{ status: 'failed' }, { channel: 'sms', status: 'queued' }]);
  here.pass(1);
  const { filter: fixed, confirmation } = await ask(here, { dry_run: true });
  await fail(here, id, 'sms');

  await expect(ask(here, { filter: fixed, confirmation })).rejects.toMatchObject({ code: 'confirmation_outdated' });
  expect(here.ingest.sent).toEqual([]);
});

test('what is gone since a dry run drops out, and the rest of it goes', async () => {
  const here = await aResendingWorld();
  const gone = await aSentNotification(here, [{ status: 'failed' }]);
  const left = await aSentNotification(here, [{ status: 'failed' }]);
  here.pass(1);
  const { filter: fixed, confirmation } = await ask(here, { dry_run: true });
  await resend({ id: gone, request: {}, apiKey: here.apiKey, keyHeader: undefined }, here);
  await workOff(here);

  expect((await ask(here, { filter: fixed, confirmation })).notifications).toMatchObject([{ id: left }]);
});

test('what was sent by a confirmation and failed again does not go once more by the same', async () => {
  const here = await aResendingWorld();
  await aSentNotification(here, [{ status: 'failed' }]);
  here.pass(1);
  const { filter: fixed, confirmation } = await ask(here, { dry_run: true });
  const { notifications } = await ask(here, { filter: fixed, confirmation });
  await workOff(here);
  await fail(here, notifications[0]?.as ?? '');

  await expect(ask(here, { filter: fixed, confirmation })).rejects.toMatchObject({ code: 'confirmation_outdated' });
});

test('a confirmation of a full page, on every channel, is one that a call takes', async () => {
  const here = await aResendingWorld();
  const written = Channel.options.filter((channel) => hasCopy(message as never, channel));
  for (let number = 0; number < mostReplayed; number += 1)
    await aSentNotification(
      here,
      written.map((channel) => ({ channel, status: 'failed' })),
    );
  here.pass(1);

  const dry = await ask(here, { dry_run: true });

  expect((await ask(here, { filter: dry.filter, confirmation: dry.confirmation })).notifications).toHaveLength(mostReplayed);
});

test('a replay sends again only what keys of the same kind sent', async () => {
  const here = await aResendingWorld();
  const onTest = { ...here, apiKey: anApiKey({ id: 'key_2', kind: 'test' }) };
  const live = await aSentNotification(here, [{ status: 'failed' }]);
  const ofTest = await aSentNotification(here, [{ status: 'failed' }], { test: true });
  here.pass(1);

  expect(await replayAll(onTest)).toEqual([ofTest]);
  expect(await replayAll(here)).toEqual([live]);
  expect(here.ingest.sent).toMatchObject([{ test: true }, { test: false }]);
  await expect(ask(here, { filter: { ...filter, test: true }, dry_run: true })).rejects.toMatchObject({
    code: 'key_kind_mismatch',
  });
});

test('what was sent again and bounced again goes once more, not once for each', async () => {
  const here = await aResendingWorld();
  await aSentNotification(here, [{ status: 'failed' }]);
  here.pass(1);
  await replayAll(here);
  const [message] = here.ingest.sent;
  await workOff(here);
  const { entries } = await here.messageLog.slice({ of: 'users', userIds: ['ada'] }, { limit: 50 });
  const resent = entries[0]?.notificationId ?? '';
  await here.ledger.recordReceipt({ id: 'r1', notificationId: resent, channel: 'email', at: here.now(), status: 'failed' });
  here.pass(1);

  const answer = await ask(here, { dry_run: true });

  expect(message).toMatchObject({ type: 'notify' });
  expect(answer).toMatchObject({ count: 1 });
});

test('a replay of many goes page by page, with a dry run of each', async () => {
  const here = await aResendingWorld();
  const ids: string[] = [];
  for (let number = 0; number < mostReplayed + 3; number += 1) ids.push(await aSentNotification(here, [{ status: 'failed' }]));
  here.pass(1);

  const first = await ask(here, { dry_run: true });

  expect(first).toMatchObject({ count: mostReplayed, next_cursor: expect.any(String) });
  expect((await replayAll(here)).toSorted()).toEqual(ids.toSorted());
});

test('a replay has to be bounded by something', () => {
  expect(ReplayRequest.safeParse({ filter: { workflow: 'message' }, dry_run: true }).success).toBe(false);
  expect(ReplayRequest.safeParse({ filter }).success).toBe(false);
  expect(ReplayRequest.safeParse({ filter, dry_run: true, confirmation: 'x' }).success).toBe(false);
});

test('whatever has happened, a replay sends again what was missed and nothing that arrived or is on its way', async () => {
  const missed = ['bounced', 'failed', 'suppressed', 'skipped'];
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...MessageStatus.options), { maxLength: 8 }), async (statuses) => {
      const here = await aResendingWorld();
      const wanted: string[] = [];
      for (const status of statuses) {
        const id = await aSentNotification(here, [{ status }]);
        if (missed.includes(status)) wanted.push(id);
      }
      here.pass(1);

      const sent = await replayAll(here);
      await workOff(here);
      const again = await replayAll(here);

      expect(sent.toSorted()).toEqual(wanted.toSorted());
      expect(again).toEqual([]);
    }),
    { numRuns: runs(60) },
  );
});
