import { apiGatewaySockets } from '../../adapters/api-gateway/sockets.ts';
import { dynamoConnections } from '../../adapters/dynamodb/channels/inbox/connections.ts';
import type { Table } from '../../adapters/dynamodb/table/table.ts';
import { announceChange } from '../../core/channels/inbox/announce-change.ts';
import type { AnnounceChange } from '../../core/channels/inbox/ports/live.ts';
import { logFailure } from './log.ts';

/** Tells browsers of changes, where the owner has `live` on; a browser that could not be told finds out by its next poll. */
export function announcing(liveUrl: string | undefined, table: Table): AnnounceChange | undefined {
  if (liveUrl === undefined) return undefined;
  const { now, client } = table;
  const deps = { connections: dynamoConnections(table), sockets: apiGatewaySockets(liveUrl, client.config), now };
  return async (users) => {
    try {
      await announceChange(users, deps);
    } catch (error) {
      logFailure('browsers not told', {}, error);
    }
  };
}
