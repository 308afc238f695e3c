import { Bellhop } from '@bellhop/node';
import { Novu } from '@novu/api';
import { bringOver } from '../../bring-over/after/bring-over.js';
import { quietHours } from './quiet-hours.js';

const channels = { inApp: 'inbox', email: 'email', sms: 'sms', push: 'push', chat: 'chat' };

/** The tenants that a subscriber is in: Novu does not list them, so say where you keep them. */
const tenantsOf = ({ data }) => data?.tenants ?? [];

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

/** The subscribers of Novu with their preferences and the hours of their schedule, and once more for each tenant that they are in. */
async function* people(novu) {
  let after;
  do {
    const { result } = await novu.subscribers.search({ after, limit: 100 });
    for (const subscriber of result.data) {
      const { subscriberId: id, firstName, lastName, email, phone, avatar, locale, timezone } = subscriber;
      const user = { id, name: [firstName, lastName].filter(Boolean).join(' '), email, phone, avatar, locale, timezone };
      yield { user, ...(await chosenBy(novu, id)) };
      for (const tenant of tenantsOf(subscriber)) yield { user, tenant, ...(await chosenBy(novu, id, [`tenant:${tenant}`])) };
    }
    after = result.next ?? undefined;
  } while (after !== undefined);
}

/** What a subscriber has chosen, for what is triggered with exactly this context, or with none. */
async function chosenBy(novu, subscriberId, contextKeys) {
  const { result } = await novu.subscribers.preferences.list({ subscriberId, contextKeys });
  const { global, workflows } = result;
  const ofWorkflows = workflows.flatMap((each) => choicesOf(each, { workflow: each.workflow.identifier }));
  return { choices: [...choicesOf(global, {}), ...ofWorkflows], ...quietHours(global.schedule) };
}

const novu = new Novu({ secretKey: process.env.NOVU_SECRET_KEY, serverURL: process.env.NOVU_URL });
for (const what of await bringOver(new Bellhop(), people(novu))) console.log(what);
