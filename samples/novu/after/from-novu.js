import { Bellhop } from '@bellhop/node';
import { Novu } from '@novu/api';
import { bringOver } from '../../bring-over/after/bring-over.js';

const channels = { inApp: 'inbox', email: 'email', sms: 'sms', push: 'push', chat: 'chat' };

/** Novu shows each channel of each workflow, chosen or not: what is off is a no. */
function noesOf({ enabled, channels: shown }, about) {
  if (!enabled) return [about];
  const off = Object.entries(shown).filter(([, isOn]) => isOn === false);
  return off.map(([channel]) => ({ ...about, channel: channels[channel] ?? channel }));
}

/** The subscribers of Novu, each with what they have switched off. */
async function* people(novu) {
  let after;
  do {
    const { result } = await novu.subscribers.search({ after, limit: 100 });
    for (const { subscriberId: id, firstName, lastName, email, phone, avatar, locale, timezone } of result.data) {
      const { result: preferences } = await novu.subscribers.preferences.list({ subscriberId: id });
      const noes = [
        ...noesOf(preferences.global, {}),
        ...preferences.workflows.flatMap((each) => noesOf(each, { workflow: each.workflow.identifier })),
      ];
      const name = [firstName, lastName].filter(Boolean).join(' ') || undefined;
      yield { user: present({ id, name, email, phone, avatar, locale: locale?.replace('_', '-'), timezone }), noes };
    }
    after = result.next ?? undefined;
  } while (after !== undefined);
}

/** Leaves out what Novu has as null or as nothing. */
function present(user) {
  return Object.fromEntries(Object.entries(user).filter(([, value]) => value != null && value !== ''));
}

const novu = new Novu({ secretKey: process.env.NOVU_SECRET_KEY, serverURL: process.env.NOVU_URL });
for (const what of await bringOver(new Bellhop(), people(novu))) console.log(what);
