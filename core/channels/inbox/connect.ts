import type { Now } from '../../time/ports/clock.ts';
import type { Connections } from './ports/live.ts';

/** API Gateway ends a connection after two hours; some minutes more let its last nudge through. */
const lifetimeMs = (2 * 60 + 5) * 60_000;

/** Notes that a user's browser is connected. Answers false for a user who does not exist: there is nothing to tell them of. */
export function connect(
  { userId, connectionId: id }: { userId: string; connectionId: string },
  { connections, now }: { connections: Connections; now: Now },
): Promise<boolean> {
  const since = now();
  return connections.add({ userId, id, since, until: new Date(since.getTime() + lifetimeMs) });
}
