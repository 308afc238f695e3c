import type { Table } from '../../../adapters/dynamodb/table/table.ts';

/** What was asked of DynamoDB, and the capacity units it came to. */
export type Consumed = { requests: number; units: number };

/** Counts every request of a table's client while `work` runs, and the units that the emulator says each took. */
export async function countRequests(table: Table, work: () => Promise<unknown>): Promise<Consumed> {
  const consumed = { requests: 0, units: 0 };
  table.client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
      const { ConsumedCapacity = [] } = answer.output as { ConsumedCapacity?: Capacity | Capacity[] };
      consumed.requests += 1;
      for (const { CapacityUnits = 0 } of [ConsumedCapacity].flat()) consumed.units += CapacityUnits;
      return answer;
    },
    { step: 'initialize', name: 'countRequests' },
  );
  try {
    await work();
  } finally {
    table.client.middlewareStack.remove('countRequests');
  }
  return consumed;
}

type Capacity = { CapacityUnits?: number };
