// What 0.1.0, which knows no `monthly`, does with who has chosen it by a newer version: its own functions, run on the table.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoApiKeys } from '../../adapters/dynamodb/access/api-keys.ts';
import { openTable, type Table } from '../../adapters/dynamodb/table/table.ts';
import { userKey } from '../../adapters/dynamodb/users/keys.ts';
import { dynamoUsers } from '../../adapters/dynamodb/users/users.ts';
import type { EmailFrequency } from '../../contract/digests/digest-frequency.ts';
import { type DynamodbEmulator, startDynamodbEmulator, unhurried } from '../dynamodb-emulator.ts';
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

const sample = (name: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'events', `${name}.json`), 'utf8'));

/** A table with Ada in it, and how to choose for her and to read her choice by today's version and by the release. */
async function aTable() {
  const table = openTable(await emulator.makeTable(), { patience: unhurried });
  const hash = createHash('sha256').update('bh_live_local').digest('hex');
  await dynamoApiKeys(table).add({ id: 'k', hash, name: 'key', kind: 'live', createdAt: new Date() });
  const users = dynamoUsers(table);
  await users.upsert('ada', { email: 'ada@example.com' }, new Date());
  const read = async () => (await users.getMany(['ada'])).get('ada');

  return {
    table,
    read: async () => (await read())?.preferences?.general?.digest,

    async choose(digest: EmailFrequency): Promise<void> {
      const { version = 0, preferences } = (await read()) ?? {};
      const choices = { preferences: { ...preferences, general: { ...preferences?.general, digest } } };
      await users.choose({ userId: 'ada', choices, version }, new Date());
    },

    /** `PATCH /v1/users/ada/preferences` at 0.1.0. */
    patchByRelease: (general: object) =>
      release.call('DoorsPreferences', table.name, {
        ...sample('preferences'),
        body: JSON.stringify({ categories: { general } }),
      }),

    /** How 0.1.0 would send Ada an e-mail of the category, by its dry run. */
    async plannedByRelease(): Promise<unknown> {
      const route = 'POST /v1/notifications/simulate';
      const { status, body } = await release.call('DoorsSimulate', table.name, {
        ...sample('dry-run'),
        routeKey: route,
        rawPath: '/v1/notifications/simulate',
        body: JSON.stringify({ workflow: 'message', recipients: ['ada'], channels: ['email'], data: { title: 'A', body: 'B' } }),
      });
      expect(status).toBe(200);
      return (body as { data: { channels: { cadence?: string }[] }[] }).data[0]?.channels[0]?.cadence;
    },
  };
}

/** Stores `monthly` where 0.1.0 looks for the choice, as nothing does. */
async function storeBare({ name, client }: Table): Promise<void> {
  await client.send(
    new UpdateCommand({
      TableName: name,
      Key: userKey('ada'),
      UpdateExpression: 'SET #choice = :monthly',
      ExpressionAttributeNames: { '#choice': 'choice#general#digest' },
      ExpressionAttributeValues: { ':monthly': 'monthly' },
    }),
  );
}

test('bare, it would open digests that 0.1.0 cannot send, and keep its user from changing anything', async () => {
  const { table, patchByRelease, plannedByRelease, read } = await aTable();
  await storeBare(table);

  expect(await plannedByRelease()).toBe('monthly');
  expect(await patchByRelease({ email: 'opted_in' })).toMatchObject({ status: 422, body: { code: 'body_invalid' } });
  expect(await read()).toBe('monthly');
});

test('as it is stored, 0.1.0 sends weekly digests, and a newer version monthly ones again after it', async () => {
  const { choose, patchByRelease, plannedByRelease, read } = await aTable();
  await choose('monthly');

  expect(await plannedByRelease()).toBe('weekly');
  expect(await patchByRelease({ email: 'opted_in' })).toMatchObject({ status: 200 });
  expect(await read()).toBe('monthly');
});

test('what its user chooses by 0.1.0 counts, and monthly does not come back', async () => {
  const { choose, patchByRelease, read } = await aTable();
  await choose('monthly');

  expect(await patchByRelease({ digest: 'daily' })).toMatchObject({ status: 200 });
  expect(await read()).toBe('daily');

  await choose('weekly');
  expect(await read()).toBe('weekly');
});
