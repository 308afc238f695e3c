import type { BellhopClient } from '../client.ts';
import { BellhopError } from '../errors.ts';
import type { Memory } from './memory.ts';

/** Reads further back. Answers whether it could. */
export async function loadMore(client: BellhopClient, memory: Memory, pageSize: number): Promise<boolean> {
  const cursor = memory.known.next;
  if (cursor === undefined || memory.getState().isLoadingMore) return false;
  const read = () => client.list({ ...memory.filter, limit: pageSize, cursor });
  let asked = memory.edition;
  let error: BellhopError | undefined;
  memory.show({ isLoadingMore: true });
  try {
    let { body } = await read();
    while (asked !== memory.edition && memory.known.next === cursor) {
      asked = memory.edition; // something was changed meanwhile: that page is old, and the user still waits for one
      ({ body } = await read());
    }
    if (asked !== memory.edition || body === undefined) return false;
    const { items } = memory.known;
    const ids = new Set(items.map(({ id }) => id));
    memory.known = { ...memory.known, items: [...items, ...body.data.filter(({ id }) => !ids.has(id))], next: body.next_cursor };
    memory.edition += 1; // a poll that is on its way asked for less
    return true;
  } catch (cause) {
    if (!(cause instanceof BellhopError)) throw cause;
    error = cause;
    return false;
  } finally {
    memory.show({ isLoadingMore: false, ...(error && { error }) });
  }
}
