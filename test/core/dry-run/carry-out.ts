import type { FallBackMessage } from '../../../contract/delivery/fall-back-message.ts';
import { DigestFrequency } from '../../../contract/digests/digest-frequency.ts';
import type { DigestMessage } from '../../../contract/digests/digest-messages.ts';
import { ProviderEvent } from '../../../contract/feedback/provider-events.ts';
import type { FanOutMessage, NotifyMessage } from '../../../contract/planning/notify-message.ts';
import type { Explanation } from '../../../contract/publishing/notifications.ts';
import type { PublishRequest } from '../../../contract/publishing/publish.ts';
import type { ReleaseMessage } from '../../../contract/scheduling/release-message.ts';
import type { TopicMessage } from '../../../contract/topics/topic-message.ts';
import { deliverChat } from '../../../core/channels/chat/deliver-chat.ts';
import { deliverEmail } from '../../../core/channels/email/deliver-email.ts';
import { deliverPush } from '../../../core/channels/push/deliver-push.ts';
import type { SmsTerms } from '../../../core/channels/sms/admit-sms.ts';
import { deliverSms } from '../../../core/channels/sms/deliver-sms.ts';
import type { Email, Sms } from '../../../core/delivery/ports/providers.ts';
import type { MessageRecord } from '../../../core/delivery/ports/records.ts';
import { bucketMs, digestBucketOf } from '../../../core/digests/rules/digest-bucket.ts';
import { sendDigests } from '../../../core/digests/send-digests.ts';
import { recordFeedback } from '../../../core/feedback/record-feedback.ts';
import type { FrequencyCapPolicy } from '../../../core/planning/rules/frequency-cap.ts';
import { ingest } from '../../../core/publishing/ingest.ts';
import { publish } from '../../../core/publishing/publish.ts';
import { notificationIdFor, visibleAt } from '../../../core/publishing/rules/derived-id.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import { renderEmail } from '../../../workflows/render-email.ts';
import { aProviderEvent } from '../../provider-event.ts';
import type { World } from '../../world.ts';

/** What an owner may set. */
export type House = { workflows: ReadonlyMap<string, Workflow>; terms: SmsTerms; frequencyCapPolicy?: FrequencyCapPolicy };

/** What became of a notification: what was decided about each channel, one after another, and its messages as they stand. */
export type Story = { id: string; user: string; decisions: Map<string, Explanation[]>; messages: MessageRecord[] };

/** What a provider was asked to send, and when. */
export type Sent = (Email | Sms) & { sentAt: Date };

/** What happens while time passes: when the inbox item is read, when an e-mail that was sent bounces, and whether every queue gives each message twice. */
type Meanwhile = { readAt?: Date; bounceAt?: Date; twice?: boolean };

type Publish = { request: PublishRequest; test: boolean; users: readonly string[]; meanwhile?: Meanwhile };

/** Publishes, works everything off and lets time pass until nothing is left to do, or until a given instant. */
export async function carryOut(here: World, house: House, { request, test, users, meanwhile = {} }: Publish, until?: Date) {
  const works = worksOf(here, house, meanwhile);
  const { readAt, bounceAt } = meanwhile;
  const coming: Event[] = [
    ...(readAt ? [{ at: readAt, happens: readAll }] : []),
    ...(bounceAt ? [{ at: bounceAt, happens: bounceAll }] : []),
  ];
  const {
    id: requestId,
    refused,
    skipped,
  } = await publish({ request, caller: 'test', test, key: 'one', requestedAt: here.now() }, works.deps);
  const firstSeen = visibleAt({ requestedAt: here.now().toISOString(), sendAt: laterThan(here.now(), request.send_at) });
  const stories = users.map(
    (user): Story => ({ id: notificationIdFor(firstSeen, requestId, user), user, decisions: new Map(), messages: [] }),
  );
  for (;;) {
    await works.workOff(() => look(here, stories));
    const next = await nextEvent(here, { stories, users, coming });
    if (next === undefined || (until !== undefined && next.at > until)) return { stories, sent: works.sent, refused, skipped };
    if (next.at > here.now()) here.at(next.at);
    if (next.happens) {
      coming.splice(coming.indexOf(next), 1);
      await next.happens(here, stories);
    } else await works.run(next);
  }
}

/** Their user reads each item that is in the inbox. */
async function readAll(here: World, stories: readonly Story[]): Promise<void> {
  for (const { id, user, messages } of stories) {
    const isThere = messages.some(({ channel, status }) => channel === 'inbox' && status === 'delivered');
    if (isThere) await here.feed.mark(user, id, 'read');
  }
}

/** SES tells that each e-mail which was sent has bounced. */
async function bounceAll(here: World, stories: readonly Story[]): Promise<void> {
  for (const { id, messages } of stories) {
    const sent = messages.find(({ channel, status, digest }) => channel === 'email' && status === 'sent' && digest === undefined);
    if (sent?.address === undefined) continue;
    const timestamp = here.now().toISOString();
    const bouncedRecipients = [{ emailAddress: sent.address }];
    const bounce = { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients, timestamp };
    const event = aProviderEvent('Email Bounced', { bounce }, { tags: { notification_id: [id] } });
    await recordFeedback(ProviderEvent.parse(event), here);
  }
}

/** Something that comes with time: a release, a run of the job that sends digests, or what else happens. */
type Event = { at: Date; release?: ReleaseMessage; happens?: (here: World, stories: readonly Story[]) => Promise<void> };

type Expected = { stories: readonly Story[]; users: readonly string[]; coming: readonly Event[] };

/** Digests come first: what is released in the same instant is for the next. */
async function nextEvent(here: World, { stories, users, coming }: Expected): Promise<Event | undefined> {
  const pairs = users.flatMap((user) => DigestFrequency.options.map((frequency) => [user, frequency] as const));
  const states = await Promise.all(pairs.map(([user, frequency]) => here.digests.state(user, frequency)));
  const digests = states.flatMap(({ due }): Event[] => (due === undefined ? [] : [{ at: digestBucketOf(due.at) }]));
  const releases = stories.flatMap(({ id, messages }) =>
    messages.flatMap(({ status, dueAt }): Event[] => {
      if (status !== 'scheduled' || dueAt === undefined) return [];
      return [{ at: dueAt, release: { type: 'release', version: 1, notificationId: id, dueAt: dueAt.toISOString() } }];
    }),
  );
  return [...coming, ...digests, ...releases].sort((one, other) => one.at.getTime() - other.at.getTime())[0];
}

/** Notes what has been decided, and how the messages stand; and of which batch a notification is, which is a story of its own. */
async function look({ ledger }: World, stories: Story[]): Promise<void> {
  for (const story of stories) {
    const { notification, messages = [] } = (await ledger.read(story.id)) ?? {};
    story.messages = messages;
    const batch = notification?.joined?.id;
    if (batch !== undefined && (await ledger.read(batch)) && !stories.some(({ id }) => id === batch))
      stories.push({ id: batch, user: story.user, decisions: new Map(), messages: [] });
    for (const explanation of notification?.explanation ?? []) {
      const before = story.decisions.get(explanation.channel) ?? [];
      const isNew = JSON.stringify(before.at(-1)) !== JSON.stringify(explanation);
      if (isNew) story.decisions.set(explanation.channel, [...before, explanation]);
    }
  }
}

/** The flows behind every queue, put together as the handlers do. */
function worksOf(here: World, { workflows, terms, frequencyCapPolicy }: House, { twice = false }: Meanwhile) {
  const sent: Sent[] = [];
  const noting = <Message extends Email | Sms, Answer>(send: (message: Message) => Promise<Answer>) => ({
    send(message: Message) {
      sent.push({ ...message, sentAt: here.now() });
      return send(message);
    },
  });
  const deps = {
    ...{
      ...here,
      emailProvider: noting(here.emailProvider.send),
      smsProvider: noting(here.smsProvider.send),
      measure: () => {},
      renderEmail,
    },
    ...{
      workflows,
      terms,
      smsCountries: terms.countries,
      ...(frequencyCapPolicy && { frequencyCapPolicy }),
      unsubscribeSecret: here.signingSecret,
      apiUrl: 'https://api.example.com',
      countUnread: async () => 0,
    },
    ...{ leaseSeconds: 40, ambiguousWaitSeconds: 120, pauseSeconds: 900, retryWindowSeconds: 4 * 3600, retentionDays: 800 },
  };
  type Message = NotifyMessage | FanOutMessage | TopicMessage | ReleaseMessage | DigestMessage | FallBackMessage;
  const times = twice ? [1, 2] : [1];
  const work = async (message: Message) => {
    for (const _time of times) await ingest(message, { messageId: 'm', sentAt: here.now() }, deps);
  };

  /** Works off every queue. Releases are left out: their time is read off the ledger. */
  async function workOff(between: () => Promise<void>): Promise<void> {
    for (;;) {
      const ingests = here.ingest.drain().filter(({ type }) => type !== 'release');
      const [emails, bulkEmails, texts] = [here.email.drain(), here.bulkEmail.drain(), here.sms.drain()];
      const chats = here.chat.drain();
      const pushes = here.push.drain();
      for (const message of ingests) await work(message as Message);
      for (const _time of times) {
        for (const message of emails) await deliverEmail(message, { ...deps, queue: 'email' });
        for (const message of bulkEmails) await deliverEmail(message, { ...deps, queue: 'bulk-email' });
        for (const message of texts) await deliverSms(message, deps);
      }
      for (const message of chats) await deliverChat(message, { ...deps, secret: here.signingSecret, patienceSeconds: 10 });
      for (const message of pushes) await deliverPush(message, deps);
      await between();
      if ([ingests, emails, bulkEmails, texts, chats, pushes].every(({ length }) => length === 0)) return;
    }
  }

  async function run({ at, release }: Event): Promise<void> {
    if (release !== undefined) return work(release);
    await sendDigests(
      { at: here.now(), since: new Date(at.getTime() - bucketMs), remainingMs: () => 60_000, save: async () => {} },
      deps,
    );
  }
  return { sent, deps, workOff, run };
}

function laterThan(now: Date, sendAt: string | undefined): string | undefined {
  return sendAt !== undefined && new Date(sendAt) > now ? new Date(sendAt).toISOString() : undefined;
}
