import type { Answers } from './double.ts';

/** Profiles, as `GET /profiles/{id}` shows them: https://www.courier.com/docs/reference/user-profiles/get-a-profile */
const profiles: Readonly<Record<string, unknown>> = {
  'kim-courier': {
    email: 'kim@courier.example',
    name: 'Kim Kimura',
    phone_number: '+447700900125',
    zoneinfo: 'Europe/London',
    locale: 'en_GB',
  },
  'lee-courier': { email: 'lee@courier.example', name: 'Lee' },
};

/** Preferences by subscription topic: https://www.courier.com/docs/reference/user-preferences/get-preferences */
const aTopic = (topic_name: string, status: string, custom_routing?: string[]) => ({
  topic_id: `id of ${topic_name}`,
  topic_name,
  status,
  default_status: 'OPTED_IN',
  has_custom_routing: custom_routing !== undefined,
  custom_routing: custom_routing ?? [],
});
const topics: Readonly<Record<string, unknown[]>> = {
  'kim-courier': [aTopic('Comments', 'OPTED_IN', ['inbox']), aTopic('Billing', 'REQUIRED'), aTopic('Product news', 'OPTED_OUT')],
  'lee-courier': ['Comments', 'Billing', 'Rent'].map((name) => aTopic(name, 'OPTED_OUT')),
};

/** Answers as Courier does. */
export const courierAnswers: Answers = ({ method, path }) => {
  if (method === 'POST' && path === '/send') return { status: 202, body: { requestId: 'an id' } };
  const [, profile = ''] = /^\/profiles\/([^/]+)$/.exec(path) ?? [];
  if (profiles[profile]) return { body: { profile: profiles[profile] } };
  const [, user = ''] = /^\/users\/([^/]+)\/preferences$/.exec(path) ?? [];
  return topics[user] && { body: { items: topics[user], paging: { more: false, cursor: null } } };
};
