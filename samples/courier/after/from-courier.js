import { readFileSync } from 'node:fs';
import { Bellhop } from '@bellhop/node';
import Courier from '@trycourier/courier';
import { bringOver } from '../../bring-over/after/bring-over.js';

const channels = { inbox: 'inbox', email: 'email', sms: 'sms', push: 'push', direct_message: 'chat' };

/** What a topic's status says to all of it, or the user's own routing to each channel; what is as the topic's default is no yes. */
function choicesOf({ topic_name, status, default_status, has_custom_routing, custom_routing }) {
  const about = { category: topic_name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-') };
  if (status === 'OPTED_OUT') return [{ ...about, to: 'opted_out' }];
  if (!has_custom_routing) return status === 'OPTED_IN' && default_status === 'OPTED_OUT' ? [{ ...about, to: 'opted_in' }] : [];
  const isIn = (channel) => custom_routing.includes(channel);
  return Object.entries(channels).map(([theirs, channel]) => ({
    ...about,
    channel,
    to: isIn(theirs) ? 'opted_in' : 'opted_out',
  }));
}

/** The users with these ids: Courier's API lists no users, so the ids are your own. */
async function* people(courier, ids) {
  for (const id of ids) {
    const { profile } = await courier.profiles.retrieve(id);
    const { items } = await courier.users.preferences.retrieve(id);
    const { email, phone_number: phone, name, picture: avatar, locale, zoneinfo: timezone } = profile;
    yield { user: { id, email, phone, name, avatar, locale, timezone }, choices: items.flatMap(choicesOf) };
  }
}

const ids = readFileSync(process.argv[2], 'utf8').split('\n').filter(Boolean);
for (const what of await bringOver(new Bellhop(), people(new Courier(), ids))) console.log(what);
