import type { DeliverMessage } from '../../../contract/delivery/deliver-message.ts';
import type { FallBackMessage } from '../../../contract/delivery/fall-back-message.ts';
import type { DigestMessage } from '../../../contract/digests/digest-messages.ts';
import type { FanOutMessage, NotifyMessage } from '../../../contract/planning/notify-message.ts';
import type { ReleaseMessage } from '../../../contract/scheduling/release-message.ts';
import type { TopicMessage } from '../../../contract/topics/topic-message.ts';
import { deliverChat } from '../../../core/channels/chat/deliver-chat.ts';
import { deliverEmail } from '../../../core/channels/email/deliver-email.ts';
import { deliverPush } from '../../../core/channels/push/deliver-push.ts';
import type { SmsTerms } from '../../../core/channels/sms/admit-sms.ts';
import { deliverSms } from '../../../core/channels/sms/deliver-sms.ts';
import { bucketMs } from '../../../core/digests/rules/digest-bucket.ts';
import { sendDigests } from '../../../core/digests/send-digests.ts';
import { RetryableError } from '../../../core/errors.ts';
import type { FrequencyCapPolicy } from '../../../core/planning/rules/frequency-cap.ts';
import { ingest } from '../../../core/publishing/ingest.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import { renderEmail } from '../../../workflows/render-email.ts';
import type { World } from '../../world.ts';
import { type Fate, noteSends } from './note-sends.ts';

/** What an owner may set. */
export type House = { workflows: ReadonlyMap<string, Workflow>; terms: SmsTerms; frequencyCapPolicy?: FrequencyCapPolicy };

/** Whether every queue gives each message twice, and what devices and chat connections answer. */
export type Weather = { twice?: boolean; devices?: readonly Fate[]; chats?: readonly Fate[] };

/** Takes what comes back to its queue, and when. */
type ComesBack = (at: Date, again: () => Promise<void>) => void;

/** The flows behind every queue, put together as the handlers do. */
export function worksOf(here: World, house: House, { comesBack, ...weather }: Weather & { comesBack: ComesBack }) {
  const { sent, providers } = noteSends(here, weather);
  const deps = depsOf(here, house, providers);
  const times = weather.twice ? [1, 2] : [1];

  async function work(message: Parameters<typeof ingest>[0]): Promise<void> {
    for (const _time of times) await ingest(message, { messageId: 'm', sentAt: here.now() }, deps);
  }

  /** Hands a message to its sender as often as its queue gives it; what cannot be sent yet comes back when it says. */
  async function handOver(message: DeliverMessage, { queue, deliver }: (typeof senders)[number]): Promise<void> {
    let afterSeconds: number | undefined;
    for (const _time of times) {
      try {
        await deliver(message);
      } catch (error) {
        if (!(error instanceof RetryableError)) throw error;
        afterSeconds = error.afterSeconds ?? 30;
      }
    }
    if (afterSeconds === undefined) return;
    comesBack(new Date(here.now().getTime() + afterSeconds * 1000), () => queue.send([message]));
  }

  const senders = [
    { queue: here.email, deliver: (message: DeliverMessage) => deliverEmail(message, { ...deps, queue: 'email' }) },
    { queue: here.bulkEmail, deliver: (message: DeliverMessage) => deliverEmail(message, { ...deps, queue: 'bulk-email' }) },
    { queue: here.sms, deliver: (message: DeliverMessage) => deliverSms(message, deps) },
    { queue: here.chat, deliver: (message: DeliverMessage) => deliverChat(message, deps) },
    { queue: here.push, deliver: (message: DeliverMessage) => deliverPush(message, deps) },
  ];

  return {
    sent,
    deps,

    /** Works off every queue. Releases are left out: their time is read off the ledger. */
    async workOff(between: () => Promise<void>): Promise<void> {
      for (;;) {
        const ingests = here.ingest.drain().filter(({ type }) => type !== 'release');
        const waiting = senders.map((sender) => ({ sender, messages: sender.queue.drain() }));
        for (const message of ingests) await work(message as Message);
        for (const { sender, messages } of waiting) for (const message of messages) await handOver(message, sender);
        await between();
        if (ingests.length === 0 && waiting.every(({ messages }) => messages.length === 0)) return;
      }
    },

    release: (message: ReleaseMessage) => work(message),

    /** Runs the job that sends the digests of an instant. */
    async runDigests(at: Date): Promise<void> {
      const run = { at: here.now(), since: new Date(at.getTime() - bucketMs), remainingMs: () => 60_000, save: async () => {} };
      await sendDigests(run, deps);
    },
  };
}

type Message = NotifyMessage | FanOutMessage | TopicMessage | ReleaseMessage | DigestMessage | FallBackMessage;

function depsOf(
  here: World,
  { workflows, terms, frequencyCapPolicy }: House,
  providers: ReturnType<typeof noteSends>['providers'],
) {
  return {
    ...here,
    ...providers,
    measure: () => {},
    renderEmail,
    workflows,
    terms,
    smsCountries: terms.countries,
    ...(frequencyCapPolicy && { frequencyCapPolicy }),
    unsubscribeSecret: here.signingSecret,
    secret: here.signingSecret,
    apiUrl: 'https://api.example.com',
    countUnread: async () => 0,
    ...{ leaseSeconds: 40, ambiguousWaitSeconds: 120, pauseSeconds: 900, retryWindowSeconds: 4 * 3600, retentionDays: 800 },
    patienceSeconds: 10,
  };
}
