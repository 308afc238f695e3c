import type { RouteName } from './routes.ts';

/** That an answer of one route has what another asks for: where in the body, by RFC 6901 pointer. */
export type RouteLink = { to: RouteName; parameters: Readonly<Record<string, string>>; description?: string };

const description = 'A moment later: it is 404 until the ingest queue has worked on it';
const notification = { to: 'readNotification', parameters: { id: '/notifications/0/id' }, description } as const;
const item = { id: '/data/0/id' };

/** Where to go from an answer, by route. */
export const routeLinks: Readonly<Partial<Record<RouteName, readonly RouteLink[]>>> = {
  publish: [{ to: 'readRequest', parameters: { id: '/id' }, description }, notification],
  readRequest: [notification],
  readNotification: [
    { to: 'readRequest', parameters: { id: '/request' } },
    { to: 'readUser', parameters: { id: '/user' } },
  ],
  putUser: [
    { to: 'readUser', parameters: { id: '/id' } },
    { to: 'readPreferences', parameters: { id: '/id' } },
    { to: 'mintToken', parameters: { id: '/id' } },
    { to: 'exportUser', parameters: { id: '/id' } },
  ],
  createSchedule: [{ to: 'readSchedule', parameters: { id: '/id' } }],
  listSchedules: [{ to: 'readSchedule', parameters: item }],
  runSchedule: [{ to: 'readRequest', parameters: { id: '/request' }, description }],
  addSuppression: [{ to: 'removeSuppression', parameters: { address: '/address' } }],
  listSuppressions: [{ to: 'removeSuppression', parameters: { address: '/data/0/address' } }],
  readFeed: [
    { to: 'markRead', parameters: item },
    { to: 'markSeen', parameters: item },
    { to: 'archive', parameters: item },
    { to: 'snooze', parameters: item },
  ],
};
