import { readFileSync } from 'node:fs';
import { Bellhop } from '@bellhop/node';
import Courier from '@trycourier/courier';
import { bringOver } from '../../bring-over/after/bring-over.js';

const channels = { inbox: 'inbox', email: 'email', sms: 'sms', push: 'push', direct_message: 'chat' };

/** What a topic's status says no to: all of it, or the channels that its routing of the user's own leaves out. */
function noesOf({ topic_name, status, has_custom_routing, custom_routing }) {
  const about = { category: topic_name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-') };
  if (status === 'OPTED_OUT') return [about];
  if (!has_custom_routing) return [];
  const out = Object.entries(channels).filter(([channel]) => !custom_routing.includes(channel));
  return out.map(([, channel]) => ({ ...about, channel }));
}

/** The users with these ids: Courier's API lists no users, so the ids are your own. */
async function* people(courier, ids) {
  for (const id of ids) {
    const { profile } = await courier.profiles.retrieve(id);
    const { items } = await courier.users.preferences.retrieve(id);
    const { email, phone_number: phone, name, picture: avatar, locale, zoneinfo: timezone } = profile;
    yield { user: present({ id, email, phone, name, avatar, locale, timezone }), noes: items.flatMap(noesOf) };
  }
}

/** Leaves out what Courier has as null or as nothing. */
function present(user) {
  return Object.fromEntries(Object.entries(user).filter(([, value]) => value != null && value !== ''));
}

const ids = readFileSync(process.argv[2], 'utf8').split('\n').filter(Boolean);
for (const what of await bringOver(new Bellhop(), people(new Courier(), ids))) console.log(what);
