import { openTable, type Table } from '../../adapters/dynamodb/table/table.ts';
import { type DynamodbEmulator, unhurried } from '../dynamodb-emulator.ts';
import { aMoment } from '../world.ts';

/** A minute after `aMoment`, and a minute before it. */
export const [later, before] = [60_000, -60_000].map((ms) => new Date(aMoment.getTime() + ms)) as [Date, Date];

/** A table as it is a minute later, and as it was at `aMoment`: two of the emulator's, empty, and closed with it. */
export async function twoTables(emulator: DynamodbEmulator): Promise<{ from: Table; to: Table }> {
  const open = async (now: Date) => openTable(await emulator.makeTable(), { now: () => now, patience: unhurried });
  return { from: await open(later), to: await open(aMoment) };
}
