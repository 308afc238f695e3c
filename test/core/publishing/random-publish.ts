import fc from 'fast-check';
import type { Contact } from '../../../contract/users/contact.ts';
import { withDefaults } from '../../../core/workflows/rules/workflow-defaults.ts';
import { smsTerms } from '../../world.ts';
import { anyPublish, noChoice, type RandomPublish } from './any-publish.ts';
import { defined } from './random-values.ts';
import { gatheringAll } from './random-workflow.ts';

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
    workflow: { ...workflow, required: false, digest: 'immediate' },
    choices: { ...run.choices, preferences: { ...run.choices.preferences, general: noChoice, repairs: noChoice } },
    contact: reachableAt(run.contact),
    suppressed: { email: undefined, phone: undefined },
  };
}

/** An e-mail that would go at once, were its cap not used up. */
const overItsCap = fc
  .record({ run: anyPublish, over: fc.constantFrom('digest' as const, 'digest' as const, 'skip' as const) })
  .map(
    ({ run, over }): RandomPublish => ({
      ...reachable(run),
      channels: ['email'],
      frequencyCapPolicy: { allowances: [{ channel: 'email', most: 1, per: 'day' }], over },
      frequencyCapCounts: 4,
    }),
  );

/** An SMS for which the month's money is spent. */
const overBudget = anyPublish.map(
  (run): RandomPublish => ({
    ...reachable(run),
    channels: ['sms'],
    terms: { monthlyBudgetUsd: 0, urgentOverBudget: false, anHour: 100 },
  }),
);

/** An e-mail that does not reach its user, who may have an SMS as well. */
const missed = anyPublish.map(
  (run): RandomPublish => ({
    ...run,
    channels: ['email', 'sms'],
    contact: reachableAt(run.contact),
    suppressed: { email: 'bounce', phone: undefined },
    workflow: { ...run.workflow, required: false, digest: 'immediate' },
  }),
);

/** An SMS that waits to see whether the inbox item is read, beside an e-mail that does not reach its user. */
const notAwaited = anyPublish.map(reachable).map(({ workflow: { chain: _, ...workflow }, ...run }): RandomPublish => {
  const escalating = { channels: ['inbox', 'email', 'sms'] as const, escalate: { sms: { afterMinutes: 600 } } };
  const steps = defined({ batch: gatheringAll(workflow.batch) });
  return {
    ...run,
    workflow: { ...workflow, ...steps, ...escalating },
    channels: undefined,
    suppressed: { email: 'bounce', phone: undefined },
  };
});

/** An SMS that goes only if the e-mail before it does not reach its user. */
const inItsTurn = anyPublish
  .map(reachable)
  .map(({ workflow: { channels: _, escalate: __, ...workflow }, ...run }): RandomPublish => {
    const chain = [{ channel: 'email' as const }, { channel: 'sms' as const, undelivered: true as const }];
    return { ...run, workflow: { ...workflow, ...defined({ batch: gatheringAll(workflow.batch) }), chain }, channels: undefined };
  });

/** What is gathered, on all channels or on some, and told of in the end. */
const gathered = fc
  .record({ run: anyPublish, on: fc.constantFrom(undefined, ['email' as const]) })
  .map(({ run, on }): RandomPublish => {
    const { workflow, ...reached } = reachable(run);
    const { chain: _, escalate: __, throttle: ___, ...plain } = workflow;
    const batch = { windowMinutes: 10, opens: 'quiet' as const, ...(on && { channels: on }) };
    const once = { priority: undefined, channels: undefined, goodForMs: undefined, frequencyCapPolicy: undefined, test: false };
    return { ...reached, ...once, workflow: { ...plain, channels: ['inbox', 'email'], priority: 'normal', batch } };
  });

/** Everything of one run: what seldom comes about by chance is drawn more often. */
export const randomPublish = fc.oneof(
  { weight: 9, arbitrary: anyPublish },
  ...[overItsCap, overBudget, missed, notAwaited, inItsTurn, gathered],
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
