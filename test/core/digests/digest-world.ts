import type { DeliverMessage } from '../../../contract/delivery/deliver-message.ts';
import type { IngestMessage } from '../../../contract/publishing/queue-messages.ts';
import { deliverEmail } from '../../../core/channels/email/deliver-email.ts';
import { bucketMs } from '../../../core/digests/rules/digest-bucket.ts';
import { sendDigests } from '../../../core/digests/send-digests.ts';
import { runJob } from '../../../core/operations/run-job.ts';
import { ingest } from '../../../core/publishing/ingest.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import { renderEmail } from '../../../workflows/render-email.ts';
import { workflowByKey } from '../../../workflows/workflow-by-key.ts';
import type { StoreWorld } from '../../adapters/each-store.ts';
import { type World, world } from '../../world.ts';

/** A world in which digests go all the way: publish, plan, wait, build, deliver, complete. */
export type DigestWorld = World & { workflows: ReadonlyMap<string, Workflow> };

/** Queues in memory over any store, with the workflows that ship or others. */
export function digestWorld(store: StoreWorld, workflows: ReadonlyMap<string, Workflow> = workflowByKey): DigestWorld {
  return { ...world(), ...store, workflows };
}

/** Works off one message of the ingest queue, with so many days for each category. */
export function work(here: DigestWorld, message: IngestMessage, retentionDays = 90): Promise<void> {
  const origin = { messageId: JSON.stringify(message), sentAt: here.now() };
  return ingest(message, origin, { ...here, smsCountries: ['GB'], retentionDays });
}

/** Sends one e-mail. */
export function deliver(here: DigestWorld, message: DeliverMessage) {
  const links = { unsubscribeSecret: here.signingSecret, apiUrl: 'https://api.example.com' };
  const limits = { leaseSeconds: 40, ambiguousWaitSeconds: 120, pauseSeconds: 900, retryWindowSeconds: 4 * 3600 };
  return deliverEmail(message, { ...here, ...links, ...limits, queue: 'bulk-email', renderEmail });
}

/** Works off all queues until nothing is left on them. */
export async function drain(here: DigestWorld, retentionDays?: number): Promise<void> {
  for (;;) {
    const [ingests, emails] = [here.ingest.drain(), [...here.email.drain(), ...here.bulkEmail.drain()]];
    if (ingests.length + emails.length === 0) return;
    for (const message of ingests) await work(here, message, retentionDays);
    for (const message of emails) await deliver(here, message);
  }
}

/** Publishes a message to a user by way of the ingest queue, and works off all that comes of it. */
export async function publish(here: DigestWorld, title: string, userId = 'ada'): Promise<void> {
  await work(here, { workflow: 'message', recipients: [userId], data: { title, body: `All about ${title}.` } });
  await drain(here);
}

/** Runs the job at an instant, by the clock; the digests wait on the ingest queue. It last ran a quarter of an hour before. */
export async function runAt(here: DigestWorld, instant: string): Promise<number> {
  here.at(instant);
  const before = new Date(here.now().getTime() - bucketMs);
  await runJob({ ...aRun, at: before }, async () => ({ count: 0 }), here); // in all the hours before it found nothing
  return runAtLast(here, instant);
}

/** Runs the job at an instant, as the first run after the last one in the test. */
export async function runAtLast(here: DigestWorld, instant: string): Promise<number> {
  here.at(instant);
  return runJob({ ...aRun, at: new Date(instant) }, (run) => sendDigests(run, here), here);
}

const aRun = { name: 'send-digests', byHand: false, remainingMs: () => 60_000 } as const;

/** A user who has daily digests of the messages of `workflow: 'message'`. */
export async function addReader(
  here: DigestWorld,
  choices: Parameters<World['users']['choose']>[0]['choices'] = {},
  userId = 'ada',
) {
  await here.users.upsert(userId, { email: `${userId}@example.com` }, here.now());
  const version = (await here.users.getMany([userId])).get(userId)?.version ?? 0;
  const daily = { preferences: { general: { digest: 'daily' as const } }, timezone: 'Europe/London' };
  await here.users.choose({ userId, choices: { ...daily, ...choices }, version }, here.now());
}

/** Everything in a user's inbox, by title. */
export async function inboxOf({ feed }: DigestWorld, userId = 'ada') {
  const state = await feed.state(userId, { fresh: true });
  const { items } = await feed.page({ userId, state, status: 'all', archived: false, limit: 100 });
  return new Map(items.map((item) => [item.title, item]));
}
