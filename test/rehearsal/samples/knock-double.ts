import type { Answers } from './double.ts';

/** Users, as `GET /v1/users` lists them: https://docs.knock.app/api-reference/users/list */
const users = [
  {
    __typename: 'User',
    id: 'kim-knock',
    email: 'kim@knock.example',
    name: 'Kim Kimura',
    phone_number: '+447700900125',
    timezone: 'Europe/London',
    locale: 'en-GB',
    avatar: null,
    created_at: null,
    updated_at: '2026-11-01T09:00:00Z',
  },
  {
    __typename: 'User',
    id: 'lee-knock',
    email: 'lee@knock.example',
    name: 'Lee',
    tenants: ['beta'],
    avatar: null,
    updated_at: '2026-11-01T09:00:00Z',
  },
];

/** Sets of preferences: https://docs.knock.app/api-reference/users/preferences/list */
const preferences: Readonly<Record<string, unknown[]>> = {
  'kim-knock': [
    {
      id: 'default',
      categories: {
        comments: { channel_types: { email: false, in_app_feed: true } },
        marketing: false,
        billing: {
          channel_types: { email: { conditions: [{ variable: 'data.total', operator: 'greater_than', argument: '10' }] } },
        },
      },
      commercial_subscribed: false,
      workflows: { 'invoice-ready': { channel_types: { email: false } } },
      channel_types: null,
    },
    { id: 'acme', categories: { comments: { channel_types: { email: true, in_app_feed: false } } }, workflows: null },
  ],
  'lee-knock': [
    { id: 'default', categories: null, workflows: null, channel_types: { email: false, in_app_feed: false, sms: false } },
  ],
};

/** Tenants, as `GET /v1/tenants` lists them: https://docs.knock.app/api-reference/tenants/list */
const aTenant = (id: string, preference_set: object | null) => ({
  __typename: 'Tenant',
  id,
  name: id,
  settings: { branding: null, preference_set },
});
const ofComments = { id: 'default', categories: { comments: { channel_types: { email: false, sms: true } } }, workflows: null };
const tenants = [aTenant('acme', ofComments), aTenant('beta', null), aTenant('T_9', ofComments)];

/** Answers as Knock does, a page of one user at a time. */
export const knockAnswers: Answers = ({ method, path, query }) => {
  if (method === 'POST' && path.endsWith('/trigger')) return { body: { workflow_run_id: crypto.randomUUID() } };
  if (method === 'POST' && path.endsWith('/cancel')) return { status: 204 };
  if (path === '/v1/users') {
    const page = query.get('after') === 'kim' ? 1 : 0;
    const page_info = { __typename: 'PageInfo', after: page === 0 ? 'kim' : null, before: null, page_size: 1 };
    return { body: { entries: users.slice(page, page + 1), page_info } };
  }
  if (path === '/v1/tenants') return { body: { entries: tenants, page_info: { __typename: 'PageInfo', page_size: 50 } } };
  const [, id = ''] = /^\/v1\/users\/([^/]+)\/preferences$/.exec(path) ?? [];
  return preferences[id] && { body: preferences[id] };
};
