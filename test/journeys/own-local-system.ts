import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dynamoApiKeys } from '../../adapters/dynamodb/access/api-keys.ts';
import { openOwnTable } from '../../local/own-table.ts';
import { type System, type SystemOptions, startSystem } from '../../local/system.ts';
import { addKeys, callsTo } from './local-system.ts';

/** The whole system on free ports and a data folder of its own, with the calls that journeys make. */
export type LocalSystem = Awaited<ReturnType<typeof startLocalSystem>>;

/** Starts a system for one file of journeys; `stop` ends it and removes its data. */
export async function startLocalSystem(options: Pick<SystemOptions, 'docker' | 'port' | 'settings'> = {}) {
  const dataFolder = mkdtempSync(join(tmpdir(), 'bellhop-journey-'));
  const system = await startSystem({ port: 0, dataFolder, ...options });

  return {
    ...callsTo({ ...system, dataFolder, liveKeys: await makeKeys(system) }),
    system,
    dataFolder,

    async stop() {
      await system.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

async function makeKeys({ endpoints, outputs }: System): Promise<string[]> {
  const table = openOwnTable(outputs.TableName ?? '', endpoints.tables);
  try {
    return await addKeys(dynamoApiKeys(table));
  } finally {
    await table.stop();
  }
}
