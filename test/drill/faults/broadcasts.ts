import { setTimeout as sleep } from 'node:timers/promises';
import { count } from '../count.ts';
import { bodyOf, type DrillSystem, newUsers } from '../drill-system.ts';
import type { Fault } from '../fault.ts';

const size = 150;
const perCall = 50;
const patienceMs = 60_000;

/** A broadcast whose pages die on the way: a page comes back after its visibility time-out, and all behind it follow. */
export const broadcasts: Fault[] = [
  {
    name: 'a-broadcast-killed-half-way',
    promise: { sentTwice: 0, recoverySeconds: 90 },
    shortened: true,
    async run(localSystem) {
      const tag = `broadcast-${Date.now()}`;
      const users = newUsers(size);
      for (let from = 0; from < size; from += perCall) await putUsers(localSystem, users.slice(from, from + perCall), tag);
      // the second page is held as it is noted, before any of it is queued; what the first has made is in the same process
      await localSystem.fail({ service: 'dynamodb', fault: 'timeout', containing: 'P#00000100', count: 1 });
      const { recipients: _, ...said } = bodyOf({ to: [], channels: ['email'] });
      const where = { attribute: 'drill', equals: tag };
      const answer = await localSystem.publish({ ...said, audience: { where } });
      if (answer.status !== 202) throw new Error(`the broadcast was refused: ${answer.status} ${answer.body?.detail}`);
      await until(async () => (await localSystem.local('GET', '/faults')).body.data.length === 0);
      const killed = await localSystem.kill('ingest');
      await localSystem.heal();
      const recoveredFrom = Date.now();
      const made = await madeBy(localSystem, answer.body.status_url);

      const outcome = await count(localSystem, { ids: made.map(({ id }) => id), recoveredFrom });
      const reached = new Set(made.map(({ user }) => user));
      const wrong = [
        ...(killed > 0 ? [] : ['there was no process to kill']),
        ...(made.length === size && reached.size === size
          ? []
          : [`${made.length} notifications to ${reached.size} users, promised ${size}`]),
      ];
      return { ...outcome, wrong: [...outcome.wrong, ...wrong] };
    },
  },
];

async function putUsers(localSystem: DrillSystem, users: readonly { id: string; email: string }[], tag: string): Promise<void> {
  const body = { users: users.map(({ id, email }) => ({ id, email, attributes: { drill: tag } })) };
  const { status } = await localSystem.call('POST', '/v1/users/bulk', { key: localSystem.key(), body });
  if (status !== 200) throw new Error(`the users were not taken: ${status}`);
}

type Made = { id: string; user?: string };

/** What a broadcast has made once it is done, page by page, with the users of all that are dispatched by then. */
async function madeBy(localSystem: DrillSystem, path: string): Promise<Made[]> {
  const read = async (cursor?: string) =>
    (await localSystem.call('GET', cursor === undefined ? path : `${path}?cursor=${cursor}`, { key: localSystem.key() })).body;
  await until(async () => {
    const { broadcast, counts } = await read();
    return broadcast?.state === 'done' && counts?.not_dispatched === 0;
  });
  const made: Made[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    made.push(...page.notifications);
    cursor = page.next_cursor;
  } while (cursor !== undefined);
  return made;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('what the fault needs did not come about in time');
    await sleep(200);
  }
}
