import { type Command, Option } from 'commander';
import { dynamoApiKeys } from '../../../adapters/dynamodb/access/api-keys.ts';
import { openTable } from '../../../adapters/dynamodb/table/table.ts';
import type { ApiKeys } from '../../../core/access/ports/access.ts';
import { CannotDo } from '../cannot-do.ts';
import { confirmChange } from '../confirm.ts';
import { exitCodes } from '../exit-codes.ts';
import { findStack } from '../find-stack.ts';
import { newApiKey } from '../new-api-key.ts';
import { printResult } from '../print-result.ts';
import { printTable } from '../print-table.ts';
import { aDuration, aTenant, jsonLinesOption, jsonOption, stageOption, yesOption } from './options.ts';

/** Adds `keys`: the API keys of the app's server. */
export function addKeys(program: Command): void {
  const keys = program.command('keys').description("API keys of the app's server");
  keys
    .command('create')
    .description('make a key; it is shown once and stored only as a hash')
    .argument('<name>', 'what it is for, like "shop server"')
    .addOption(stageOption())
    .option('--test', 'a test key: everything happens except the call to the provider')
    .addOption(new Option('--tenant <id>', 'a key that sees and changes what is of this tenant alone').argParser(aTenant))
    .addOption(jsonOption())
    .action(create);
  keys
    .command('list')
    .description('list the keys, without their secrets')
    .addOption(stageOption())
    .addOption(jsonLinesOption())
    .action(list);
  keys
    .command('rotate')
    .description('make a key in the place of another, which stays valid for a while')
    .argument('<id>', 'the id of the old key, from "keys list"')
    .addOption(stageOption())
    .addOption(
      new Option('--keep <duration>', 'how long the old one stays valid, like 30m, 6h, 7d').argParser(aDuration).default('24h'),
    )
    .addOption(yesOption())
    .addOption(jsonOption())
    .action(rotate);
  keys
    .command('revoke')
    .description('revoke a key; it is refused within half a minute')
    .argument('<id>', 'the key\'s id, from "keys list"')
    .addOption(stageOption())
    .addOption(jsonOption())
    .action(revoke);
}

type Creation = { stage: string; test?: true; tenant?: string; json?: true };

async function create(name: string, { stage, test, tenant, json }: Creation): Promise<void> {
  const { secret, key } = newApiKey({ name, kind: test ? 'test' : 'live', tenant }, new Date());
  await (await apiKeysOf(stage)).add(key);
  printResult(json, { id: key.id, secret, name: key.name, kind: key.kind, tenant }, [
    secret,
    '',
    `Keep it now: it cannot be shown again. Its id is ${key.id}.`,
  ]);
}

async function list({ stage, json }: { stage: string; json?: true }): Promise<void> {
  const keys = await (await apiKeysOf(stage)).list();
  if (json) {
    for (const { id, kind, name, tenant, createdAt, revokedAt } of keys)
      console.log(JSON.stringify({ id, kind, name, tenant, created_at: createdAt, revoked_at: revokedAt }));
    return;
  }
  const bound = keys.some(({ tenant }) => tenant !== undefined);
  printTable(
    ['id', 'kind', 'name', ...(bound ? ['tenant'] : []), 'created', 'revoked'],
    keys.map(({ id, kind, name, tenant = '', createdAt, revokedAt }) => [
      id,
      kind,
      name,
      ...(bound ? [tenant] : []),
      createdAt.toISOString(),
      revokedAt?.toISOString() ?? '',
    ]),
  );
}

type Rotation = { stage: string; keep: number | string; yes?: true; json?: true };

async function rotate(id: string, { stage, keep, yes, json }: Rotation): Promise<void> {
  const now = new Date();
  const validUntil = new Date(now.getTime() + (typeof keep === 'string' ? aDuration(keep) : keep));
  await confirmChange(`make a new key, and end ${id} at ${validUntil.toISOString()},`, { stage, ...(yes && { yes }) });
  const apiKeys = await apiKeysOf(stage);
  const old = (await apiKeys.list()).find((key) => key.id === id);
  if (old === undefined) throw noSuchKey(id, stage);
  if (old.revokedAt !== undefined)
    throw new CannotDo(`key "${id}" ends at ${old.revokedAt.toISOString()} already; make another with "keys create"`);

  const { secret, key } = newApiKey(old, now);
  await apiKeys.add(key); // first: a crash leaves one key too many, and the app none too few
  await apiKeys.revoke(id, validUntil);
  const until = validUntil.toISOString();
  printResult(json, { id: key.id, secret, name: key.name, kind: key.kind, tenant: key.tenant, old: { id, valid_until: until } }, [
    secret,
    '',
    `Keep it now: it cannot be shown again. Its id is ${key.id}. The old one, ${id}, is valid until ${until}.`,
  ]);
}

async function revoke(id: string, { stage, json }: { stage: string; json?: true }): Promise<void> {
  if (!(await (await apiKeysOf(stage)).revoke(id, new Date()))) throw noSuchKey(id, stage);
  printResult(json, { id, revoked: true }, [`${id} is revoked; in half a minute nothing takes it any more`]);
}

function noSuchKey(id: string, stage: string): CannotDo {
  return new CannotDo(`there is no key "${id}" in stage ${stage}; "keys list" shows them`, { code: exitCodes.notFound });
}

async function apiKeysOf(stage: string): Promise<ApiKeys> {
  const { tableName } = await findStack(stage);
  return dynamoApiKeys(openTable(tableName));
}
