import * as z from 'zod';
import type { Routes } from '../http/route.ts';
import { UserId } from '../values.ts';
import { TopicName } from './topics.ts';

const ofSubscription = z.strictObject({ topic: TopicName, user: UserId });

/** Who is subscribed to a topic. */
export const topicRoutes = {
  subscribe: {
    method: 'PUT',
    path: '/v1/topics/{topic}/subscriptions/{user}',
    handler: 'topics/topics',
    caller: 'server',
    tenants: 'own',
    summary: 'Subscribe a user to a topic, which comes to be with its first subscriber; subscribing again changes nothing',
    params: ofSubscription,
    answers: { 204: true },
    problems: ['not_found'],
  },
  unsubscribeFromTopic: {
    method: 'DELETE',
    path: '/v1/topics/{topic}/subscriptions/{user}',
    handler: 'topics/topics',
    caller: 'server',
    tenants: 'own',
    summary: 'Take a user off a topic; also when they were not on it',
    params: ofSubscription,
    answers: { 204: true },
    problems: [],
  },
} as const satisfies Routes;
