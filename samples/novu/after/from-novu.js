import { Bellhop } from '@bellhop/node';
import { Novu } from '@novu/api';
import { bringOver } from '../../bring-over/after/bring-over.js';
import { quietHours } from './quiet-hours.js';

const channels = { inApp: 'inbox', email: 'email', sms: 'sms', push: 'push', chat: 'chat' };

/** Novu shows each channel of each workflow, chosen or not. What is off is a no; what is on is a yes where the subscriber has set it. */
function choicesOf({ enabled, channels: shown, updatedAt }, about) {
  if (!enabled) return [{ ...about, to: 'opted_out' }];
  const said = Object.entries(shown).filter(([, isOn]) => isOn === false || (isOn && updatedAt !== undefined));
  return said.map(([channel, isOn]) => ({
    ...about,
    channel: channels[channel] ?? channel,
    to: isOn ? 'opted_in' : 'opted_out',
  }));
}

/** The subscribers of Novu, each with their preferences and the hours of their schedule. */
async function* people(novu) {
  let after;
  do {
    const { result } = await novu.subscribers.search({ after, limit: 100 });
    for (const { subscriberId: id, firstName, lastName, email, phone, avatar, locale, timezone } of result.data) {
      const { result: preferences } = await novu.subscribers.preferences.list({ subscriberId: id });
      const { global, workflows } = preferences;
      yield {
        user: { id, name: [firstName, lastName].filter(Boolean).join(' '), email, phone, avatar, locale, timezone },
        choices: [
          ...choicesOf(global, {}),
          ...workflows.flatMap((each) => choicesOf(each, { workflow: each.workflow.identifier })),
        ],
        ...quietHours(global.schedule),
      };
    }
    after = result.next ?? undefined;
  } while (after !== undefined);
}

const novu = new Novu({ secretKey: process.env.NOVU_SECRET_KEY, serverURL: process.env.NOVU_URL });
for (const what of await bringOver(new Bellhop(), people(novu))) console.log(what);
