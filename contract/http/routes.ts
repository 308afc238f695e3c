import { cancellationRoutes } from '../cancellation/routes.ts';
import { chatRoutes } from '../channels/chat/routes.ts';
import { feedRoutes } from '../channels/inbox/routes.ts';
import { deviceRoutes } from '../channels/push/routes.ts';
import { dryRunRoutes } from '../dry-run/routes.ts';
import { receiptRoutes } from '../feedback/routes.ts';
import { resendRoutes } from '../message-log/resend-routes.ts';
import { messageLogRoutes } from '../message-log/routes.ts';
import { healthRoutes } from '../operations/routes.ts';
import { preferenceRoutes, unsubscribeRoutes } from '../preferences/routes.ts';
import { notificationRoutes, publishRoutes } from '../publishing/routes.ts';
import { scheduleRoutes } from '../schedules/routes.ts';
import { statisticsRoutes } from '../statistics/routes.ts';
import { suppressionRoutes } from '../suppressions/routes.ts';
import { tenantRoutes } from '../tenants/routes.ts';
import { topicRoutes } from '../topics/routes.ts';
import { userRoutes } from '../users/routes.ts';
import { webhookRoutes } from '../webhooks/routes.ts';
import type { Routes } from './route.ts';

/** Every route there is, in the order in which pages show them. */
export const routes = {
  ...publishRoutes,
  ...cancellationRoutes,
  ...dryRunRoutes,
  ...notificationRoutes,
  ...messageLogRoutes,
  ...resendRoutes,
  ...userRoutes,
  ...preferenceRoutes,
  ...topicRoutes,
  ...chatRoutes,
  ...tenantRoutes,
  ...scheduleRoutes,
  ...suppressionRoutes,
  ...statisticsRoutes,
  ...webhookRoutes,
  ...feedRoutes,
  ...deviceRoutes,
  ...healthRoutes,
  ...unsubscribeRoutes,
  ...receiptRoutes,
} as const satisfies Routes;

export type RouteName = keyof typeof routes;

/** The files under `lambdas/` that answer, without their ending. */
export type RouteHandler = (typeof routes)[RouteName]['handler'];

/** The routes that a handler has to serve. */
export type RoutesOf<Handler extends RouteHandler> = {
  [Name in RouteName]: (typeof routes)[Name]['handler'] extends Handler ? Name : never;
}[RouteName];

/** Headers that a browser client on another origin has to be able to read. */
export const exposedHeaders = ['ETag', 'X-Poll-Interval', 'Retry-After', 'Link'] as const;

/** These and those of an API that has more than one address: where to poll, and where to connect. */
export function exposedHeadersFor({ feedUrl, live }: Record<'feedUrl' | 'live', 'on' | 'off'>): string[] {
  return [...exposedHeaders, ...(feedUrl === 'on' ? ['X-Feed-Url'] : []), ...(live === 'on' ? ['X-Live-Url'] : [])];
}

/** Headers that a browser client on another origin has to be able to send. */
export const acceptedHeaders = ['Authorization', 'Content-Type', 'If-None-Match', 'If-Match', 'Idempotency-Key'] as const;
