import middy from '@middy/core';
import type { APIGatewayEventWebsocketRequestContextV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { liveProtocol } from '../../contract/channels/inbox/live.ts';
import { OwnedUserId } from '../../contract/tenants/owned-ids.ts';
import type { UserTokens } from '../../core/access/ports/access.ts';
import type { Now } from '../../core/time/ports/clock.ts';
import { inLogScope, noteLogIds, userIdInLog } from './ids/log-ids.ts';
import { logFailure } from './log.ts';

type SocketEvent = {
  headers?: Readonly<Record<string, string | undefined>>;
  requestContext: Pick<APIGatewayEventWebsocketRequestContextV2, 'eventType' | 'connectionId'>;
};

/** What to do when a browser connects, which answers whether it may, and when it is gone. */
type Ends = {
  connected(userId: string, connectionId: string): Promise<boolean>;
  disconnected(connectionId: string): Promise<void>;
};

/**
 * Makes a Lambda handler for a WebSocket API. Browsers can set no header of a WebSocket but the names of subprotocols, so the user's token
 * is one of those, beside ours: docs/decisions/0170. What is not a good token is refused with 401 before there is a connection.
 */
export function onSocket({ connected, disconnected }: Ends, tokens: Pick<UserTokens, 'verify'>, now: Now) {
  const handler = middy<SocketEvent, APIGatewayProxyStructuredResultV2>()
    .onError(async (failed) => {
      const { connectionId, eventType } = failed.event.requestContext;
      logFailure('connection failed', { connectionId, type: eventType }, failed.error);
      failed.response = { statusCode: 500 };
    })
    .handler(async ({ headers = {}, requestContext: { eventType, connectionId } }) => {
      if (eventType === 'DISCONNECT') await disconnected(connectionId);
      if (eventType !== 'CONNECT') return { statusCode: 200 };

      const userId = OwnedUserId.safeParse(await tokens.verify({ token: tokenIn(headers), now: now() }));
      if (!userId.success) return { statusCode: 401 };
      noteLogIds({ userId: userIdInLog(userId.data) });
      if (!(await connected(userId.data, connectionId))) return { statusCode: 404 };
      return { statusCode: 200, headers: { 'Sec-WebSocket-Protocol': liveProtocol } };
    });
  return inLogScope<SocketEvent, Context, Promise<APIGatewayProxyStructuredResultV2>>(handler);
}

/** The subprotocol that is not our own. */
function tokenIn(headers: NonNullable<SocketEvent['headers']>): string {
  const [, offered = ''] = Object.entries(headers).find(([name]) => name.toLowerCase() === 'sec-websocket-protocol') ?? [];
  const [ours, token = ''] = offered.split(',').map((protocol) => protocol.trim());
  return ours === liveProtocol ? token : '';
}
