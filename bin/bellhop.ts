// npm run bellhop -- … → the operator's command line, for a stack on AWS or the one on this laptop
import { Command, Option } from 'commander';
import { dynamoApiKeys } from '../adapters/dynamo/api-keys.ts';
import { openTable } from '../adapters/dynamo/table.ts';
import type { ApiKeys } from '../core/ports.ts';
import { CannotDo, findStack } from './operator/find-stack.ts';
import { newApiKey } from './operator/new-api-key.ts';
import { printTable } from './operator/print-table.ts';

const program = new Command('bellhop').description("Bellhop's operator: acts on a deployed stack with your AWS credentials");
const stage = () =>
  new Option('--stage <stage>', 'which stack: dev, staging, prod, or local')
    .choices(['dev', 'staging', 'prod', 'local'])
    .makeOptionMandatory();

const keys = program.command('keys').description("API keys of the app's server");
keys
  .command('create')
  .description('make a key; it is shown once and stored only as a hash')
  .argument('<name>', 'what it is for, like "shop server"')
  .addOption(stage())
  .option('--test', 'a key that simulates: everything happens except the call to the provider')
  .action(async (name: string, options: { stage: string; test?: true }) => {
    const { secret, key } = newApiKey(name, options.test ? 'test' : 'live', new Date());
    await (await apiKeysOf(options.stage)).add(key);
    console.log(`${secret}\n\nKeep it now: it cannot be shown again. Its id is ${key.id}.`);
  });
keys
  .command('list')
  .description('list the keys, without their secrets')
  .addOption(stage())
  .action(async (options: { stage: string }) => {
    const list = await (await apiKeysOf(options.stage)).list();
    printTable(
      ['id', 'kind', 'name', 'created', 'revoked'],
      list.map(({ id, kind, name, createdAt, revokedAt }) => [
        id,
        kind,
        name,
        createdAt.toISOString(),
        revokedAt?.toISOString() ?? '',
      ]),
    );
  });
keys
  .command('revoke')
  .description('revoke a key; it is refused from its next call on')
  .argument('<id>', 'the key\'s id, from "keys list"')
  .addOption(stage())
  .action(async (id: string, options: { stage: string }) => {
    const found = await (await apiKeysOf(options.stage)).revoke(id, new Date());
    if (!found) throw new CannotDo(`there is no key "${id}" in stage ${options.stage}; "keys list" shows them`);
    console.log(`${id} is revoked`);
  });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CannotDo)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function apiKeysOf(name: string): Promise<ApiKeys> {
  const { tableName } = await findStack(name);
  return dynamoApiKeys(openTable(tableName));
}
