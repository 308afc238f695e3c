// Digests that 0.1.0 and this version work on at the same time, as in an upgrade or a rollback: its own functions, run on the table.
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoFeed } from '../../adapters/dynamodb/channels/inbox/feed.ts';
import { notificationKey } from '../../adapters/dynamodb/delivery/keys.ts';
import { dynamoLedger } from '../../adapters/dynamodb/delivery/ledger.ts';
import { dynamoDigests } from '../../adapters/dynamodb/digests/digests.ts';
import { openTable } from '../../adapters/dynamodb/table/table.ts';
import { dynamoUsers } from '../../adapters/dynamodb/users/users.ts';
import type { DigestMessage } from '../../contract/digests/digest-messages.ts';
import { buildDigest } from '../../core/digests/build-digest.ts';
import { completeDigest } from '../../core/digests/complete-digest.ts';
import { dispatch } from '../../core/planning/dispatch.ts';
import { derivedUlid } from '../../core/publishing/rules/derived-id.ts';
import { workflowByKey } from '../../workflows/workflow-by-key.ts';
import { type DynamodbEmulator, startDynamodbEmulator, unhurried } from '../dynamodb-emulator.ts';
import { takeMessage } from '../take-message.ts';
import { world } from '../world.ts';
import { releaseFunctions } from './release-functions.ts';

let emulator: DynamodbEmulator;
const release = releaseFunctions();
beforeAll(async () => {
  emulator = await startDynamodbEmulator();
});
afterAll(async () => {
  release.remove();
  await emulator.stop();
});

const first = { userId: 'ada', frequency: 'daily', number: 1 } as const;

/** A table with Ada, who has daily digests, and what either version does on it. The release goes by this machine's clock. */
async function aTable() {
  const table = openTable(await emulator.makeTable(), { patience: unhurried });
  const now = () => new Date();
  const stores = {
    users: dynamoUsers(table),
    feed: dynamoFeed(table),
    ledger: dynamoLedger(table),
    digests: dynamoDigests(table),
  };
  const here = { ...world(), ...stores, now, workflows: workflowByKey, smsCountries: [], retentionDays: 30 };
  await here.users.upsert('ada', { email: 'ada@example.com' }, now());
  await here.users.choose({ userId: 'ada', choices: { preferences: { general: { digest: 'daily' } } }, version: 1 }, now());
  const notify = (title: string) => {
    const requestedAt = now();
    const requestId = `req_${derivedUlid(requestedAt, 'test', title)}`;
    const asked = { workflow: 'message', data: { title, body: `All about ${title}.` }, test: false, userId: 'ada' };
    return { type: 'notify', version: 1, requestId, requestedAt: requestedAt.toISOString(), ...asked } as const;
  };
  const entries = async () => (await here.digests.entries({ ...first, limit: 100 })).entries;

  return {
    here,
    entries,
    enter: (title: string) => dispatch(notify(title), here),
    enterByRelease: (title: string) => release.work('IntakeDispatch', table.name, notify(title)),
    workByRelease: (message: object) => release.work('IntakeDispatch', table.name, message),

    /** Builds the digest as if its time had come, and sends it; answers the message of the job, and the digest's id. */
    async send(): Promise<{ message: DigestMessage; notificationId: string }> {
      const { due } = await here.digests.state('ada', 'daily');
      const dueAt = due?.at.toISOString() ?? '';
      const message = { type: 'digest', version: 1, userId: 'ada', cadence: 'daily', number: 1, dueAt } as const;
      await buildDigest(message, here);
      const notificationId = here.bulkEmail.drain()[0]?.notificationId ?? '';
      const fence = await takeMessage(here.ledger, { notificationId, at: now() });
      await here.ledger.step({ notificationId, channel: 'email', fence, status: 'sent', at: now() });
      return { message, notificationId };
    },

    /** What became of the e-mails of these notifications. */
    async timelines(ids: readonly string[]) {
      const records = await Promise.all(ids.map((id) => here.ledger.read(id)));
      return records.map((record) =>
        record?.messages.find(({ channel }) => channel === 'email')?.events.map(({ status }) => status),
      );
    },

    /** As when the digest's own notification has expired before what is in it. */
    async forgetNotification(notificationId: string): Promise<void> {
      await table.client.send(new DeleteCommand({ TableName: table.name, Key: notificationKey(notificationId) }));
    },
  };
}

test('what this version has completed 0.1.0 completes again, and no message ends twice', async () => {
  const { enter, entries, here, send, timelines, workByRelease } = await aTable();
  for (const title of ['one', 'two']) await enter(title);
  const { notificationId } = await send();
  const ids = (await entries()).map((entry) => entry.notificationId);
  await completeDigest({ notificationId }, here);

  expect(await workByRelease({ type: 'settle-digest', version: 1, notificationId })).toBe(true);

  expect(await timelines(ids)).toEqual([
    ['digesting', 'sent'],
    ['digesting', 'sent'],
  ]);
  expect(await entries()).toEqual([]);
});

test('what 0.1.0 has completed this version completes again, and no message ends twice', async () => {
  const { enter, entries, here, send, timelines, workByRelease } = await aTable();
  await enter('one');
  const { notificationId } = await send();
  const ids = (await entries()).map((entry) => entry.notificationId);
  expect(await workByRelease({ type: 'settle-digest', version: 1, notificationId })).toBe(true);

  await completeDigest({ notificationId }, here);

  expect(await timelines(ids)).toEqual([['digesting', 'sent']]);
});

test('a digest that this version has completed 0.1.0 does not build again, even when its notification has expired', async () => {
  const { enter, entries, forgetNotification, here, send, workByRelease } = await aTable();
  await enter('one');
  const { message, notificationId } = await send();
  await completeDigest({ notificationId }, here);
  await forgetNotification(notificationId);

  expect(await workByRelease(message)).toBe(true); // an e-mail that it queued would find no queue, and fail

  expect(await here.ledger.read(notificationId)).toBeUndefined();
  expect(await entries()).toHaveLength(1);
});

test('an entry of 0.1.0 and one of this version are in one digest, and the one of 0.1.0 is removed as that would have', async () => {
  const { enter, enterByRelease, entries, here, send, timelines } = await aTable();
  expect(await enterByRelease('of 0.1.0')).toBe(true);
  await enter('of today');
  const waiting = await entries();

  const { notificationId } = await send();
  await completeDigest({ notificationId }, here);

  expect(waiting.map(({ title }) => title).sort()).toEqual(['of 0.1.0', 'of today']);
  const sent = ['digesting', 'sent'];
  expect(await timelines(waiting.map((entry) => entry.notificationId))).toEqual([sent, sent]);
  expect((await entries()).map(({ title }) => title)).toEqual(['of today']);
});
