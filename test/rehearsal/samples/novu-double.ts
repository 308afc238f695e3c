import type { Answers } from './double.ts';

/** Subscribers, as `GET /v2/subscribers` lists them: https://docs.novu.co/api-reference/subscribers/search-subscribers */
const aSubscriber = (subscriberId: string, more: object) => ({
  _id: subscriberId,
  subscriberId,
  _organizationId: 'an organization',
  _environmentId: 'an environment',
  deleted: false,
  createdAt: '2026-11-01T09:00:00Z',
  updatedAt: '2026-11-01T09:00:00Z',
  ...more,
});
const subscribers = [
  aSubscriber('kim-novu', {
    firstName: 'Kim',
    lastName: 'Kimura',
    email: 'kim@novu.example',
    locale: 'en_GB',
    timezone: 'Europe/London',
    phone: '',
    data: { tenants: ['acme'] },
  }),
  aSubscriber('lee-novu', { firstName: 'Lee', lastName: null, email: 'lee@novu.example' }),
];

/** Preferences, as `GET /v2/subscribers/{id}/preferences` shows them: https://docs.novu.co/api-reference/subscribers/retrieve-subscriber-preferences */
const aWorkflow = (identifier: string, channels: object, more = {}) => ({
  enabled: true,
  channels,
  ...more,
  overrides: [],
  workflow: { slug: identifier, identifier, name: identifier },
});
const byDay = ({ start, end }: { start: string; end: string }) => ({ isEnabled: true, hours: [{ start, end }] });
const weekday = byDay({ start: '08:00 AM', end: '06:30 PM' });
const weekend = byDay({ start: '10:00 AM', end: '04:00 PM' });
const weekdays = { monday: weekday, tuesday: weekday, wednesday: weekday, thursday: weekday, friday: weekday };
const schedule = { isEnabled: true, weeklySchedule: { ...weekdays, saturday: weekend, sunday: weekend } };
const preferences: Readonly<Record<string, unknown>> = {
  'kim-novu': {
    global: { enabled: true, channels: { email: true, in_app: true }, schedule },
    workflows: [
      aWorkflow('comment-added', { email: false, in_app: true }, { updatedAt: '2026-11-01T09:00:00Z' }),
      aWorkflow('invoice-ready', { email: false, in_app: true }),
      aWorkflow('invoice-due', { email: true, in_app: true }),
      aWorkflow('old-news', { email: false }),
    ],
  },
  'lee-novu': { global: { enabled: false, channels: {} }, workflows: [] },
};

/** What Kim has said for what is triggered with the context of a tenant. */
const inTenant = {
  global: { enabled: true, channels: {} },
  workflows: [aWorkflow('comment-added', { email: true, in_app: false }, { updatedAt: '2026-11-01T09:00:00Z' })],
};

/** Answers as Novu does, a page of one subscriber at a time. */
export const novuAnswers: Answers = ({ method, path, query }) => {
  if (method === 'POST' && path === '/v1/events/trigger')
    return { status: 201, body: { data: { acknowledged: true, status: 'processed', transactionId: 'an id' } } };
  if (method === 'DELETE' && path.startsWith('/v1/events/trigger/')) return { body: { data: true } };
  if (path === '/v2/subscribers') {
    const page = query.get('after') === 'kim' ? 1 : 0;
    const around = { next: page === 0 ? 'kim' : null, previous: null, totalCount: 2, totalCountCapped: false };
    return { body: { data: subscribers.slice(page, page + 1), ...around } };
  }
  const [, id = ''] = /^\/v2\/subscribers\/([^/]+)\/preferences$/.exec(path) ?? [];
  if (id === 'kim-novu' && query.getAll('contextKeys').includes('tenant:acme')) return { body: { data: inTenant } };
  return preferences[id] === undefined ? undefined : { body: { data: preferences[id] } };
};
