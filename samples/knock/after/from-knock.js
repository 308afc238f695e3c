import { Bellhop } from '@bellhop/node';
import Knock from '@knocklabs/node';
import { bringOver } from '../../bring-over/after/bring-over.js';

const channels = { in_app_feed: 'inbox', email: 'email', sms: 'sms', push: 'push', chat: 'chat' };
const asked = ['in_app_feed', 'email', 'sms', 'push', 'chat']; // where a yes is the user's own, and not of your default set
const commercial = []; // your categories that are commercial in Knock: who has unsubscribed there leaves them here

/** What a setting says: no to everything if it is `false`, else yes or no to each channel type. `true` names no channel, and is no yes. */
function choicesOf(setting, about) {
  if (setting === false) return [{ ...about, to: 'opted_out' }];
  const said = Object.entries(setting?.channel_types ?? {});
  const types = said.filter(([type, isOn]) => isOn === false || (isOn === true && asked.includes(type)));
  return types.map(([type, isOn]) => ({ ...about, channel: channels[type] ?? type, to: isOn ? 'opted_in' : 'opted_out' }));
}

/** What a setting has that no choice here can say. */
function unreadOf(setting, { category, workflow }) {
  const { conditions, channels: single, channel_types: types } = Object(setting);
  const where = category ?? workflow ?? 'all';
  const isConditional = conditions?.length > 0 || Object.values(types ?? {}).some((each) => each?.conditions);
  return [
    ...(isConditional ? [`conditions of Knock, for ${where}`] : []),
    ...(Object.keys(single ?? {}).length > 0 ? [`single channels of Knock, for ${where}`] : []),
  ];
}

/** The users of Knock, each with the default set of their preferences. */
async function* people(knock) {
  for await (const user of knock.users.list({ page_size: 50 })) {
    const { id, email, phone_number: phone, name, avatar, timezone, locale } = user;
    const set = (await knock.users.listPreferences(id)).find((each) => each.id === 'default') ?? {};
    const settings = [
      [set, {}],
      ...Object.entries(set.categories ?? {}).map(([category, setting]) => [setting, { category }]),
      ...Object.entries(set.workflows ?? {}).map(([workflow, setting]) => [setting, { workflow }]),
    ];
    const hasLeft = set.commercial_subscribed === false;
    yield {
      user: { id, email, phone, name, avatar, timezone, locale },
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
}

for (const what of await bringOver(new Bellhop(), people(new Knock()))) console.log(what);
