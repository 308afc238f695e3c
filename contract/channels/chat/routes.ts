import * as z from 'zod';
import { bodyProblems, type Route, type Routes } from '../../http/route.ts';
import { TopicName } from '../../topics/topics.ts';
import { UserId } from '../../values.ts';
import {
  ChatConnectionAnswer,
  ChatConnectionId,
  ChatConnectionList,
  NewChatConnection,
  PutChatConnection,
} from './connections.ts';

const byServer = { handler: 'channels/chat/connections', caller: 'server', tenants: 'own' } as const;
const users = { path: '/v1/users/{id}/chat-connections', of: { id: UserId }, whose: 'a user' } as const;
const topics = { path: '/v1/topics/{topic}/chat-connections', of: { topic: TopicName }, whose: 'a topic' } as const;

/** Where chat messages of users and of topics' rooms are posted. They are there in a stage with the setting `chat`. */
export const chatRoutes = {
  putUserChatConnection: putRoute(users),
  readUserChatConnection: readRoute(users),
  deleteUserChatConnection: deleteRoute(users),
  listUserChatConnections: listRoute(users),
  putTopicChatConnection: putRoute(topics),
  readTopicChatConnection: readRoute(topics),
  deleteTopicChatConnection: deleteRoute(topics),
  listTopicChatConnections: listRoute(topics),
} as const satisfies Routes;

type Owners = { path: string; of: z.ZodRawShape; whose: string };

function putRoute<const Of extends Owners>({ path, of, whose }: Of) {
  return {
    method: 'PUT',
    path: `${path as Of['path']}/{connection}`,
    ...byServer,
    summary: `Connect ${whose} to a chat, or put another connection in the place of one; of ten, the one that was unused longest goes for an eleventh`,
    params: z.strictObject({ ...(of as Of['of']), connection: ChatConnectionId }),
    body: NewChatConnection,
    answers: { 200: PutChatConnection },
    problems: [...bodyProblems, 'not_found', 'webhook_url_refused'],
  } as const satisfies Route;
}

function readRoute<const Of extends Owners>({ path, of, whose }: Of) {
  return {
    method: 'GET',
    path: `${path as Of['path']}/{connection}`,
    ...byServer,
    summary: `A chat connection of ${whose}, without its secret`,
    params: z.strictObject({ ...(of as Of['of']), connection: ChatConnectionId }),
    answers: { 200: ChatConnectionAnswer },
    problems: ['not_found'],
  } as const satisfies Route;
}

function deleteRoute<const Of extends Owners>({ path, of, whose }: Of) {
  return {
    method: 'DELETE',
    path: `${path as Of['path']}/{connection}`,
    ...byServer,
    summary: `Post nothing more by a chat connection of ${whose}, and forget it; also when there was none`,
    params: z.strictObject({ ...(of as Of['of']), connection: ChatConnectionId }),
    answers: { 204: true },
    problems: [],
  } as const satisfies Route;
}

function listRoute<const Of extends Owners>({ path, of, whose }: Of) {
  return {
    method: 'GET',
    path: path as Of['path'],
    ...byServer,
    summary: `All chat connections of ${whose}, those that are gone as well`,
    params: z.strictObject({ ...(of as Of['of']) }),
    answers: { 200: ChatConnectionList },
    problems: [],
  } as const satisfies Route;
}
