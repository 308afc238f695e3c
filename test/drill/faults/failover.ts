import { setTimeout as sleep } from 'node:timers/promises';
import type { ProviderName } from '../../../contract/channels/providers.ts';
import type { Fault as ProviderFault } from '../../../local/emulators/providers/faults.ts';
import { collectMetrics } from '../alarms.ts';
import { count, quiet, stories, until } from '../count.ts';
import { type DrillSystem, newUsers } from '../drill-system.ts';
import type { Fault, Outcome } from '../fault.ts';

/** Two providers on each channel, in their order. */
const inOrder = { email: ['ses', 'postmark'], sms: ['sns', 'twilio'] } as const;
const channels = ['email', 'sms'] as const;
const settings = { emailProvider: inOrder.email.join(), smsProvider: inOrder.sms.join() };
const both = [0, 1] as const;
const [first, second] = both;
type Place = (typeof both)[number];
type Sent = { provider?: ProviderName; notification_id?: string };

const outageSeconds = 5;

/** The first of two providers, or both, take nothing, or leave doubt. Each is shortened: a pause of a quarter of an hour takes five seconds. */
export const failover: Fault[] = [
  {
    name: 'first-provider-paused-mid-run',
    promise: { sentTwice: 0, recoverySeconds: 45, alarms: ['email-quota'] },
    async run(localSystem: DrillSystem): Promise<Outcome> {
      const before = await publish(localSystem, 10);
      await until('the first sends on both channels', () => sendsBy(first, localSystem));
      await failAt([first], 'quota', localSystem);
      const ids = [...before, ...(await publish(localSystem, 10))];

      const outcome = await count(localSystem, { ids, recoveredFrom: Date.now() });
      return { ...outcome, wrong: (await sendsBy(second, localSystem)) ? [] : ['the second has not taken over'] };
    },
  },
  {
    name: 'first-provider-down-and-back',
    promise: { sentTwice: 0, recoverySeconds: 45, alarms: ['email-quota'] },
    async run(localSystem: DrillSystem): Promise<Outcome> {
      await failAt([first], 'error', localSystem);
      const ids = await publish(localSystem, 10);
      await quiet(localSystem);
      await collectMetrics(localSystem);
      const wrong = (await sendsBy(first, localSystem)) ? ['one that is down has sent'] : [];
      await localSystem.heal();
      const healedAt = Date.now();
      await until('the first sends again on both channels', async () => {
        ids.push(...(await publish(localSystem, 1)));
        await sleep(1_000);
        return sendsBy(first, localSystem);
      });

      return count(localSystem, { ids, recoveredFrom: healedAt, wrong });
    },
  },
  inDoubt('first-provider-times-out', 'timeout', 0),
  inDoubt('first-provider-answer-lost', 'lost_answer', 2), // an e-mail in doubt is sent once more, by the first
  {
    name: 'both-providers-down',
    promise: { sentTwice: 0, recoverySeconds: 60, alarms: ['email-quota'] },
    async run(localSystem: DrillSystem): Promise<Outcome> {
      await failAt(both, 'error', localSystem);
      const ids = await publish(localSystem, 5);
      await sleep(outageSeconds * 1000);
      await collectMetrics(localSystem);
      const { length } = await localSystem.outbox();
      const wrong = length === 0 ? [] : [`${length} were sent while both were down`];
      await localSystem.heal();
      await failAt([first], 'error', localSystem);

      const outcome = await count(localSystem, { ids, recoveredFrom: Date.now(), wrong });
      return (await sendsBy(first, localSystem)) ? { ...outcome, wrong: [...wrong, 'one that is down has sent'] } : outcome;
    },
  },
].map((fault) => ({ ...fault, settings, shortened: true }));

/** Two calls on each channel leave doubt, and then the first is paused: what is in doubt waits for it, and what follows goes by the second. */
function inDoubt(name: string, fault: ProviderFault, sentTwice: number): Omit<Fault, 'settings'> {
  return {
    name,
    promise: { sentTwice, recoverySeconds: 60, alarms: ['email-quota'] },
    async run(localSystem) {
      await failAt([first], fault, localSystem, { count: 2 });
      const ids = await publish(localSystem, 2);
      await until('something is in doubt on each channel', async () => {
        const found = await doubted(localSystem, ids);
        return channels.every((channel) => found.some((each) => each.channel === channel));
      });
      await failAt([first], 'quota', localSystem);
      ids.push(...(await publish(localSystem, 5)));
      await until('the second has taken over', () => sendsBy(second, localSystem));
      await collectMetrics(localSystem);
      await localSystem.heal();

      const outcome = await count(localSystem, { ids, unsent: ['ambiguous_send'], recoveredFrom: Date.now() });
      const ever = await doubted(localSystem, ids);
      const sent: Sent[] = await localSystem.outbox();
      const stolen = ever.filter(({ id, channel }) =>
        sent.some((each) => each.notification_id === id && isBy(second, each, channel)),
      );
      return { ...outcome, wrong: stolen.map(({ channel }) => `the second has sent a message in doubt (${channel})`) };
    },
  };
}

function publish(localSystem: DrillSystem, users: number): Promise<string[]> {
  return localSystem.accept({ to: newUsers(users), channels });
}

async function failAt(
  places: readonly Place[],
  fault: ProviderFault,
  localSystem: DrillSystem,
  span: { count?: number } = {},
): Promise<void> {
  const services: ProviderName[] = channels.flatMap((channel) => places.map((place) => inOrder[channel][place]));
  for (const service of services) await localSystem.fail({ service, fault, ...span });
}

/** Whether one of the two has sent on both channels. */
async function sendsBy(place: Place, localSystem: DrillSystem): Promise<boolean> {
  const sent: Sent[] = await localSystem.outbox();
  return channels.every((channel) => sent.some((each) => isBy(place, each, channel)));
}

function isBy(place: Place, sent: Sent, channel: (typeof channels)[number]): boolean {
  return sent.provider === inOrder[channel][place];
}

/** Which of these messages have been in doubt. */
async function doubted(localSystem: DrillSystem, ids: readonly string[]) {
  const told = await stories(localSystem, ids);
  return told.flatMap(({ id, messages }) =>
    messages
      .filter(({ events }) => events.some(({ status }) => status === 'unknown'))
      .flatMap(({ channel }) => channels.filter((each) => each === channel).map((each) => ({ id, channel: each }))),
  );
}
