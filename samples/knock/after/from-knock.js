import { isDeepStrictEqual } from 'node:util';
import { Bellhop } from '@bellhop/node';
import Knock from '@knocklabs/node';
import { bringDefaults } from '../../bring-over/after/bring-defaults.js';
import { bringOver } from '../../bring-over/after/bring-over.js';

const channels = { in_app_feed: 'inbox', email: 'email', sms: 'sms', push: 'push', chat: 'chat' };
const asked = ['in_app_feed', 'email', 'sms', 'push', 'chat']; // where a yes is the user's own, and not of your default set
const commercial = []; // your categories that are commercial in Knock: who has unsubscribed there leaves them here

/** The tenants that a user is in. Knock knows of those for which the user has a set; add what your own tables say. */
const tenantsOf = (user, sets) => new Set([...sets.keys(), ...(user.tenants ?? [])].filter((id) => id !== 'default'));

/** What a setting says: no to everything if it is `false`, else yes or no to each channel type. `true` names no channel, and is no yes. */
function choicesOf(setting, about) {
  if (setting === false) return [{ ...about, to: 'opted_out' }];
  const said = Object.entries(setting?.channel_types ?? {});
  const types = said.filter(([type, isOn]) => isOn === false || (isOn === true && asked.includes(type)));
  return types.map(([type, isOn]) => ({ ...about, channel: channels[type] ?? type, to: isOn ? 'opted_in' : 'opted_out' }));
}

/** What a setting has that no choice here can say. */
function unreadOf(setting, { category, workflow }) {
  const { conditions, channels: single, channel_types: types, __strategy__: strategy } = Object(setting);
  const where = category ?? workflow ?? 'all';
  const isConditional = conditions?.length > 0 || Object.values(types ?? {}).some((each) => each?.conditions);
  const isForced = [strategy, types?.__strategy__].includes('replace');
  return [
    ...(isConditional ? [`conditions of Knock, for ${where}`] : []),
    ...(Object.keys(single ?? {}).length > 0 ? [`single channels of Knock, for ${where}`] : []),
    ...(isForced ? [`what a tenant of Knock says over its users' own choices, for ${where}`] : []),
  ];
}

/** What a set of preferences says; `hasLeft` if they have unsubscribed from what is commercial. */
function read(set, hasLeft = false) {
  const settings = [
    [set, {}],
    ...Object.entries(set.categories ?? {}).map(([category, setting]) => [setting, { category }]),
    ...Object.entries(set.workflows ?? {}).map(([workflow, setting]) => [setting, { workflow }]),
  ];
  return {
    choices: [
      ...settings.flatMap(([setting, about]) => choicesOf(setting, about)),
      ...(hasLeft ? commercial.map((category) => ({ category, to: 'opted_out' })) : []),
    ],
    unread: [
      ...settings.flatMap(([setting, about]) => unreadOf(setting, about)),
      ...(hasLeft && commercial.length === 0 ? ['unsubscribed in Knock from what is commercial'] : []),
    ],
  };
}

/** What a user says in a tenant: in their set for it; else nothing if the tenant has a default set, else as everywhere. */
function readIn(tenant, { sets, defaults, hasLeft }) {
  const byDefault = defaults.get(tenant);
  const { choices, unread } = read(sets.get(tenant) ?? (byDefault ? {} : sets.get('default')) ?? {}, hasLeft);
  const isTheirs = (choice) => choice.to === 'opted_out' || !byDefault?.choices.some((each) => isDeepStrictEqual(each, choice));
  return { choices: choices.filter(isTheirs), unread };
}

/** The users of Knock with the default set of their preferences, and once more for each tenant that they are in. */
async function* people(knock, defaults) {
  for await (const each of knock.users.list({ page_size: 50 })) {
    const { id, email, phone_number: phone, name, avatar, timezone, locale } = each;
    const user = { id, email, phone, name, avatar, timezone, locale };
    const sets = new Map((await knock.users.listPreferences(id)).map((set) => [set.id, set]));
    const hasLeft = sets.get('default')?.commercial_subscribed === false;
    yield { user, ...read(sets.get('default') ?? {}, hasLeft) };
    for (const tenant of tenantsOf(each, sets)) yield { user, tenant, ...readIn(tenant, { sets, defaults, hasLeft }) };
  }
}

const knock = new Knock();
const bellhop = new Bellhop();
const defaults = new Map();
for await (const { id, settings } of knock.tenants.list())
  if (settings?.preference_set) defaults.set(id, read(settings.preference_set));

const left = await bringDefaults(
  bellhop,
  [...defaults].map(([tenant, said]) => ({ tenant, ...said })),
);
for (const what of [...left, ...(await bringOver(bellhop, people(knock, defaults)))]) console.log(what);
