import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import { refuseChanges } from '../../../lib/app/refuse-changes.ts';
import { ComparedTemplate, findStatefulChanges, statefulTypes } from '../../../lib/app/stateful-changes.ts';
import { OwnerError } from '../../../lib/settings/owner-error.ts';
import { readOwnerSettings } from '../../../lib/settings/read-owner-settings.ts';
import { synthesized } from '../synthesized.ts';

const settings = { fromAddress: 'hello@example.com', domain: 'example.com' };
/** A table that was restored, and its stream. */
const another = {
  tableName: 'restored',
  tableStreamArn: 'arn:aws:dynamodb:eu-west-1:123456789012:table/restored/stream/2030-03-31T01:30:00.000',
};
const prod = await templateOf({ stage: 'prod', ...settings });

async function templateOf(context: Record<string, string>): Promise<ComparedTemplate> {
  return ComparedTemplate.parse((await synthesized(context)).template);
}

/** What would be lost, by type, when this context follows upon the prod stack. */
async function lostBy(context: Record<string, string>, deployed = prod): Promise<string[]> {
  const next = await templateOf({ stage: 'prod', ...context });
  return findStatefulChanges(deployed, next).map(({ what, change }) => `${what} ${change}`);
}

test('the same settings again, and others that are harmless, lose nothing', async () => {
  expect(await lostBy(settings)).toEqual([]);
  expect(await lostBy({ ...settings, fromName: 'Repairs', retentionDays: 'billing:365', smsCountries: 'GB' })).toEqual([]);
});

test('a domain that is forgotten is noticed, as is another one', async () => {
  expect(await lostBy({ fromAddress: 'hello@example.com' })).toEqual([
    `the sender's identity would be replaced (EmailIdentity "example.com" → "hello@example.com")`,
  ]);
  expect(await lostBy({ fromAddress: 'hello@example.org', domain: 'example.org' })).toHaveLength(1);
});

test('an identity that the stack only lets go of stays, and is not lost', async () => {
  expect(await lostBy({ ...settings, senderIdentity: 'existing' })).toEqual([]);
});

test('on prod another table may take over, as the first one stays; on dev the first one would be deleted', async () => {
  const dev = await templateOf({ stage: 'dev', ...settings });

  expect(await lostBy({ ...settings, ...another })).toEqual([]);
  expect(await lostBy({ stage: 'dev', ...settings, ...another }, dev)).toEqual(['the table would be deleted']);
});

test('a table whose stream is not named would take the dead-letter queue of its reader with it', async () => {
  expect(await lostBy({ ...settings, tableName: another.tableName })).toEqual(['a queue would be deleted']);
});

test('a stack on a restored table is not given a new and empty one', async () => {
  const restored = await templateOf({ stage: 'prod', ...settings, tableName: 'restored' });

  expect(await lostBy(settings, restored)).toEqual(['the table would be a new one']);
  expect(await lostBy({ ...settings, tableName: 'restored' }, restored)).toEqual([]);
});

test('a stack that sends by an identity of others is not given a new one unasked', async () => {
  const sharing = await templateOf({ stage: 'prod', ...settings, senderIdentity: 'existing' });

  expect(await lostBy({ fromAddress: 'hello@example.com' }, sharing)).toEqual(["the sender's identity would be a new one"]);
  expect(await lostBy({ ...settings, senderIdentity: 'existing' }, sharing)).toEqual([]);
});

test('a first deploy loses nothing', async () => {
  expect(await lostBy(settings, { Resources: {} })).toEqual([]);
});

test('what would be lost is refused with its reason and what to type, and what is named in it is let through', async () => {
  const next = await templateOf({ stage: 'prod', fromAddress: 'hello@example.com' });
  const refuse = (allowReplacement?: string) =>
    refuseChanges(readOwnerSettings({ stage: 'prod', ...settings, ...(allowReplacement && { allowReplacement }) }), prod, next);
  const [id = ''] = Object.keys(next.Resources).filter((each) => next.Resources[each]?.Type === 'AWS::SES::EmailIdentity');

  expect(() => refuse()).toThrow(OwnerError);
  expect(() => refuse()).toThrow(/No e-mail would go out until SES has verified the new one/);
  expect(() => refuse('Other')).toThrow(`-c allowReplacement=Other,${id}`);
  expect(() => refuse(id)).not.toThrow();
});

test('everything of our stack that CloudFormation replaces for these properties is known, by the specification of AWS', () => {
  const Specification = z.object({
    schema: z.object({
      resource: z.object({
        entities: z.array(
          z.object({
            cloudFormationType: z.string(),
            properties: z.record(z.string(), z.object({ causesReplacement: z.enum(['yes', 'no', 'maybe']).optional() })),
          }),
        ),
      }),
    }),
  });
  const file = createRequire(import.meta.url)
    .resolve('aws-cdk/package.json')
    .replace(/package\.json$/, 'db.json.gz');
  const { entities } = Specification.parse(JSON.parse(gunzipSync(readFileSync(file)).toString('utf8'))).schema.resource;
  const replacing = Object.fromEntries(
    entities.map(({ cloudFormationType, properties }) => [
      cloudFormationType,
      Object.keys(properties)
        .filter((name) => (properties[name]?.causesReplacement ?? 'no') !== 'no')
        .sort(),
    ]),
  );

  const ours = Object.entries(statefulTypes).map(([type, { replacedBy }]) => [type, replacedBy]);
  expect(ours).toEqual(Object.keys(statefulTypes).map((type) => [type, replacing[type]]));
  expect(Object.keys(statefulTypes).length).toBeGreaterThan(0);
});
