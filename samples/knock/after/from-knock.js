import { Bellhop } from '@bellhop/node';
import Knock from '@knocklabs/node';
import { bringOver } from '../../bring-over/after/bring-over.js';

const channels = { in_app_feed: 'inbox', email: 'email', sms: 'sms', push: 'push', chat: 'chat' };

/** What a setting says no to: `false` to everything, else its channel types that are `false`. */
function noesOf(setting, about) {
  if (setting === false) return [about];
  const types = Object.entries(setting?.channel_types ?? {}).filter(([, isOn]) => isOn === false);
  return types.map(([type]) => ({ ...about, channel: channels[type] ?? type }));
}

/** The users of Knock, each with what the default set of their preferences says no to. */
async function* people(knock) {
  for await (const { id, email, phone_number, name, avatar, timezone, locale } of knock.users.list({ page_size: 50 })) {
    const sets = await knock.users.listPreferences(id);
    const set = sets.find((each) => each.id === 'default') ?? {};
    const noes = [
      ...noesOf(set, {}),
      ...Object.entries(set.categories ?? {}).flatMap(([category, setting]) => noesOf(setting, { category })),
      ...Object.entries(set.workflows ?? {}).flatMap(([workflow, setting]) => noesOf(setting, { workflow })),
    ];
    yield { user: present({ id, email, phone: phone_number, name, avatar, timezone, locale }), noes };
  }
}

/** Leaves out what Knock has as null. */
function present(user) {
  return Object.fromEntries(Object.entries(user).filter(([, value]) => value != null));
}

for (const what of await bringOver(new Bellhop(), people(new Knock()))) console.log(what);
