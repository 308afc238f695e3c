import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Identity } from '../http-identity.ts';
import { type LogIds, userIdInLog } from './log-ids.ts';

/** Who made a call, for its line in the log: a user, or the app's server by the id of its key. */
export function idsOfCaller(from: Identity): LogIds {
  if (from.caller === 'user') return { userId: userIdInLog(from.userId) };
  return from.caller === 'server' ? { keyId: from.apiKey.id } : {};
}

/**
 * What a call is about, as its path names it: by the prefix of an id, and all else as a user or something that may name one. A path that
 * names nothing has no parameters; emulators of API Gateway send null for them.
 */
export function pathIds(parameters: APIGatewayProxyEventV2['pathParameters'] | null): LogIds {
  const { id, user } = parameters ?? {};
  if (id?.startsWith('ntf_')) return { notificationId: userIdInLog(id) };
  if (id?.startsWith('req_')) return { requestId: userIdInLog(id) };
  return { ...(id !== undefined && { pathId: userIdInLog(id) }), ...(user !== undefined && { userId: userIdInLog(user) }) };
}
