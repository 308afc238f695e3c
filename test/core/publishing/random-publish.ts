import fc from 'fast-check';
import type { Contact } from '../../../contract/users/contact.ts';
import type { ChainStep } from '../../../core/workflows/rules/steps.ts';
import { withDefaults } from '../../../core/workflows/rules/workflow-defaults.ts';
import { smsTerms } from '../../world.ts';
import { anyPublish, noChoice, type RandomPublish } from './any-publish.ts';
import { defined } from './random-values.ts';
import { gatheringAll, toSmsInTheEnd } from './random-workflow.ts';

/** Of which the second goes only if the first does not reach the user. */
const chainsOfTwo = [
  [{ channel: 'email' }, { channel: 'sms', undelivered: true }],
  [{ channel: 'push' }, { channel: 'email', undelivered: true }],
] as const satisfies (readonly ChainStep[])[];

/** Addresses of which each is verified, as far as there are several. */
export function reachableAt({ locale }: Contact): Contact {
  const [email, phone] = ['ada@example.com', '+447400123456'];
  const verified = (address: string) => [{ address, verified: true }];
  return { email, phone, emails: verified(email), phones: verified(phone), locale };
}

/** A user who can be reached on each channel, and nothing that keeps it from them but their nights and what is drawn beside. */
function reachable(run: RandomPublish): RandomPublish {
  const { when: _, experiment: __, delay: ___, ...workflow } = run.workflow;
  return {
    ...run,
    sendAfterMs: undefined,
    workflow: { ...workflow, required: false, optIn: [], digest: 'immediate' },
    choices: { ...run.choices, preferences: { ...run.choices.preferences, general: noChoice, repairs: noChoice } },
    contact: reachableAt(run.contact),
    suppressed: { email: undefined, phone: undefined },
  };
}

/** The same of a workflow that waits for nothing, gathers nothing and has no limits, published by a live key for good. */
function plain(run: RandomPublish): RandomPublish {
  const { workflow, ...reached } = reachable(run);
  const { channels: _, chain: __, escalate: ___, throttle: ____, batch: _____, to: ______, ...rest } = workflow;
  const once = { priority: undefined, channels: undefined, goodForMs: undefined, frequencyCapPolicy: undefined, test: false };
  return { ...reached, ...once, workflow: { ...rest, priority: 'normal' } };
}

/** Where push and chat are on, and the user has them: an hour of theirs may hold, and they may have chosen. */
const registered = fc.record({
  run: anyPublish,
  devices: fc.constantFrom<RandomPublish['devices']>(['web'], ['apns', 'fcm'], ['web', 'fcm'], ['delivered', 'fcm'], ['fail']),
  chats: fc.constantFrom<RandomPublish['chats']>(['slack'], ['webhook', 'discord']),
});
type Registered = typeof registered extends fc.Arbitrary<infer Value> ? Value : never;

function withRegistered({ run, devices, chats }: Registered): RandomPublish {
  const audience = run.audience === 'new' ? 'known' : run.audience;
  return { ...run, audience, devices, chats, defaults: { ...run.defaults, channelsOn: ['push', 'chat'] } };
}

/** The same without nights. */
function atAnyHour(run: RandomPublish): RandomPublish {
  return { ...run, choices: { ...run.choices, quietHours: undefined } };
}

/** Something that would go at once, were its cap not used up. */
const overItsCap = fc
  .record({
    drawn: registered,
    channel: fc.constantFrom('email' as const, 'email' as const, 'push' as const, 'chat' as const),
    over: fc.constantFrom('digest' as const, 'digest' as const, 'skip' as const),
  })
  .map(
    ({ drawn, channel, over }): RandomPublish => ({
      ...atAnyHour(plain(withRegistered(drawn))),
      channels: [channel],
      frequencyCapPolicy: { allowances: [{ channel, most: 1, per: 'day' }], over },
      frequencyCapCounts: 4,
    }),
  );

/** An SMS for which the month's money is spent, or which goes abroad. */
const turnedDown = fc.record({ run: anyPublish, phone: fc.constantFrom('+447400123456', '+33612345678') }).map(
  ({ run, phone }): RandomPublish => ({
    ...plain(run),
    channels: ['sms'],
    contact: { phone, locale: run.contact.locale },
    terms: { monthlyBudgetUsd: 0, urgentOverBudget: false, anHour: 100 },
  }),
);

/** An e-mail that does not reach its user, who has something else instead. */
const missed = fc
  .record({ drawn: registered, other: fc.constantFrom('sms' as const, 'push' as const, 'inbox' as const) })
  .map(({ drawn, other }): RandomPublish => {
    const run = plain(withRegistered({ ...drawn, chats: [], devices: other === 'push' ? drawn.devices : [] }));
    const terms = { ...run.terms, monthlyBudgetUsd: 50, anHour: 100 } as const;
    return { ...run, channels: ['email', other], suppressed: { email: 'bounce', phone: undefined }, terms };
  });

/** What does not reach its user, nor does what takes its place: an SMS without money, an e-mail to where none may go, devices of tests. */
const missedAgain = fc
  .record({
    drawn: registered,
    channel: fc.constantFrom('email' as const, 'sms' as const),
    devices: fc.constantFrom<RandomPublish['devices']>(['fail'], ['delivered'], ['web']),
    chats: fc.constantFrom<RandomPublish['chats']>([], [], ['slack']),
  })
  .map(({ drawn, channel, devices, chats }): RandomPublish => {
    const run = plain(withRegistered({ ...drawn, devices, chats }));
    const terms = { monthlyBudgetUsd: 0, urgentOverBudget: false, anHour: 100 } as const;
    return { ...run, channels: [channel], suppressed: { email: 'bounce', phone: undefined }, terms };
  });

/** An SMS or a push message that waits to see whether the inbox item is read, beside an e-mail that does not reach its user. */
const notAwaited = fc
  .record({ drawn: registered, channel: fc.constantFrom('sms' as const, 'push' as const) })
  .map(({ drawn, channel }): RandomPublish => {
    const { workflow, ...run } = plain(withRegistered(drawn));
    const escalating = { channels: ['inbox', 'email', channel] as const, escalate: { [channel]: { afterMinutes: 600 } } };
    return {
      ...run,
      workflow: { ...workflow, ...defined({ batch: gatheringAll(drawn.run.workflow.batch) }), ...escalating },
      suppressed: { email: 'bounce', phone: undefined },
    };
  });

/** What goes only if what is before it in its chain does not reach the user. */
const inItsTurn = fc
  .record({ drawn: registered, chain: fc.constantFrom(...chainsOfTwo, toSmsInTheEnd) })
  .map(({ drawn, chain }): RandomPublish => {
    const { workflow, ...run } = plain(withRegistered(drawn));
    return { ...run, workflow: { ...workflow, ...defined({ batch: gatheringAll(drawn.run.workflow.batch) }), chain } };
  });

/** What is gathered, on all channels or on some, and told of in the end. */
const gathered = fc
  .record({
    run: anyPublish,
    on: fc.constantFrom(undefined, ['email' as const]),
    maxItems: fc.constantFrom(3, 100),
    batchBefore: fc.constantFrom(undefined, 0, 1, 2, 2),
  })
  .map(({ run, on, maxItems, batchBefore }): RandomPublish => {
    const { workflow, ...rest } = plain(run);
    const batch = { windowMinutes: 10, opens: 'quiet' as const, maxItems, ...(on && { channels: on }) };
    return { ...rest, batchBefore, workflow: { ...workflow, channels: ['inbox', 'email'], batch } };
  });

/** What goes to devices and chats, but for nights and what the user has chosen; beside an inbox item push waits for its reader. */
export const pushed = fc
  .record({
    drawn: registered,
    channels: fc.constantFrom(
      ['push'] as const,
      ['chat'] as const,
      ['push', 'chat'] as const,
      ['inbox', 'push', 'chat'] as const,
    ),
  })
  .map(({ drawn, channels }): RandomPublish => {
    const run = withRegistered(drawn);
    const { workflow, ...rest } = plain(run);
    const escalate = channels.length > 2 ? { push: { afterMinutes: 10 } } : undefined;
    return { ...rest, workflow: { ...workflow, ...defined({ escalate }) }, choices: run.choices, channels: [...channels] };
  });

/** Everything of one run: what seldom comes about by chance is drawn more often. */
export const randomPublish = fc.oneof(
  { weight: 9, arbitrary: anyPublish },
  ...[overItsCap, overItsCap, turnedDown, missed, missed, missedAgain, notAwaited, inItsTurn, gathered, gathered, pushed, pushed],
);

/** The house of a run: its workflows with the stage's defaults, and what it allows SMS. */
export function houseOf({ workflow, defaults, terms: { anHour, ...money }, frequencyCapPolicy }: RandomPublish) {
  const limits = { perNumber: { anHour, aDay: 100 }, perPrefix: { anHour: 100, aDay: 100 } };
  return {
    workflows: withDefaults(new Map([[workflow.key, workflow]]), defaults),
    terms: smsTerms({ countries: ['GB'], ...money, limits }),
    ...(frequencyCapPolicy && { frequencyCapPolicy }),
  };
}
