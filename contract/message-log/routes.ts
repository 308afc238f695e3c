import * as z from 'zod';
import type { Routes } from '../http/route.ts';
import { TopicName } from '../topics/topics.ts';
import { UserId } from '../values.ts';
import { PageQuery, SubscriptionPage, TopicPage, UserPage, UserQuery, WorkflowList } from './lists.ts';
import { NotificationPage, NotificationQuery } from './notification-list.ts';

const list = {
  method: 'GET',
  handler: 'message-log/message-log',
  caller: 'server',
  tenants: 'own',
  problems: ['query_invalid', 'cursor_invalid'],
} as const;

/** What there is, and what became of it: lists that only read. */
export const messageLogRoutes = {
  listNotifications: {
    ...list,
    path: '/v1/notifications',
    summary: 'Notifications, newest first, by any of their features; a page may be short and have a cursor',
    query: NotificationQuery,
    answers: { 200: NotificationPage },
  },
  listUserNotifications: {
    ...list,
    path: '/v1/users/{id}/notifications',
    summary: "A user's notifications, newest first",
    params: z.strictObject({ id: UserId }),
    query: NotificationQuery.omit({ user: true }),
    answers: { 200: NotificationPage },
  },
  listUsers: {
    ...list,
    path: '/v1/users',
    summary: 'Users by their ids, all or those whose ids begin so',
    query: UserQuery,
    answers: { 200: UserPage },
  },
  listTopics: {
    ...list,
    path: '/v1/topics',
    summary: 'The topics that somebody is subscribed to',
    query: PageQuery,
    answers: { 200: TopicPage },
  },
  listSubscriptions: {
    ...list,
    path: '/v1/topics/{topic}/subscriptions',
    summary: 'Who is subscribed to a topic',
    params: z.strictObject({ topic: TopicName }),
    query: PageQuery,
    answers: { 200: SubscriptionPage },
  },
  listWorkflows: {
    ...list,
    tenants: 'shared',
    path: '/v1/workflows',
    summary: 'The workflows, each with the JSON Schema of its data and an example',
    answers: { 200: WorkflowList },
    problems: [],
  },
} as const satisfies Routes;
