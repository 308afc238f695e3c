import * as z from 'zod';
import type { DeliverMessage } from '../../../contract/delivery/deliver-message.ts';
import type { NotifyMessage } from '../../../contract/planning/notify-message.ts';
import type { OwnMessage } from '../../../contract/publishing/queue-messages.ts';
import type { ReleaseMessage } from '../../../contract/scheduling/release-message.ts';
import { deliverEmail } from '../../../core/channels/email/deliver-email.ts';
import { ingest } from '../../../core/publishing/ingest.ts';
import { notificationIdFor, requestIdFor, visibleAt } from '../../../core/publishing/rules/derived-id.ts';
import { defineWorkflow } from '../../../core/workflows/rules/define-workflow.ts';
import { readerOf, writeActors } from '../../../core/workflows/rules/reader.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import type { StoreWorld } from '../../adapters/each-store.ts';
import { type World, world } from '../../world.ts';

const payload = z.strictObject({ post: z.string(), text: z.string() });

/** A workflow that gathers comments by post, with anything about it changed. */
export function commentWorkflow(changes: Partial<Workflow<typeof payload>> = {}): Workflow {
  return defineWorkflow({
    key: 'comment',
    category: 'general',
    priority: 'normal',
    channels: ['inbox', 'email'],
    batch: { by: 'post', windowMinutes: 10, opens: 'quiet' },
    payload,
    example: { post: 'p1', text: 'Nice.' },
    inbox: ({ post, text }, reader) => ({
      title: `${writeActors(reader, others)} on ${post}`,
      body: textsOf(text, reader.batch),
    }),
    subject: ({ post }, reader) => `${writeActors(reader, others)} on ${post}`,
    ...changes,
  }) as unknown as Workflow;
}

const others = (count: number) => (count === 1 ? '1 other' : `${count} others`);

function textsOf(text: string, batch: { items: readonly Record<string, unknown>[] } | undefined): string {
  return batch === undefined ? text : batch.items.map((item) => item.text).join(' | ');
}

/** A world in which comments go all the way. `later` are releases whose time has not come. */
export type BatchWorld = World & { workflows: ReadonlyMap<string, Workflow>; later: ReleaseMessage[] };

/** Queues in memory over any store; Ada has an e-mail address. */
export async function batchWorld(store: StoreWorld, workflow = commentWorkflow()): Promise<BatchWorld> {
  await store.users.upsert('ada', { email: 'ada@example.com' }, store.now());
  return { ...world(), ...store, workflows: new Map([[workflow.key, workflow]]), later: [] };
}

/** A comment of somebody on a post; its name is its text. */
export function aComment(here: Pick<BatchWorld, 'now'>, text: string, changes: Partial<NotifyMessage> = {}): NotifyMessage {
  const requestedAt = here.now().toISOString();
  return {
    ...{ type: 'notify', version: 1, workflow: 'comment', test: false, userId: 'ada', data: { post: 'p1', text } },
    ...{ requestId: requestIdFor(here.now(), 'test', text), requestedAt, actor: { id: text, name: text } },
    ...changes,
  };
}

/** The id of the notification that a run makes. */
export function idOf(run: NotifyMessage): string {
  return notificationIdFor(visibleAt(run), run.requestId, run.userId);
}

/** Works off one message of the ingest queue. */
export function work(here: BatchWorld, message: OwnMessage): Promise<void> {
  return ingest(message, { messageId: 'm', sentAt: here.now() }, { ...here, smsCountries: ['GB'], retentionDays: 30 });
}

/** Sends one e-mail, which says what its subject says. */
export function deliver(here: BatchWorld, message: DeliverMessage) {
  const renderEmail = (notification: Parameters<typeof readerOf>[1] & { workflow: string; data: Record<string, unknown> }) => {
    const workflow = here.workflows.get(notification.workflow) as Workflow;
    const reader = readerOf(workflow, notification);
    const { body } = workflow.inbox(notification.data, reader);
    return { subject: workflow.subject(notification.data, reader), html: body, text: body };
  };
  const links = { unsubscribeSecret: here.signingSecret, apiUrl: 'https://api.example.com' };
  const limits = { leaseSeconds: 40, ambiguousWaitSeconds: 120, pauseSeconds: 900, retryWindowSeconds: 4 * 3600 };
  return deliverEmail(message, { ...here, ...links, ...limits, queue: 'email', renderEmail });
}

/** Works off all queues until nothing is left on them but releases whose time has not come. */
export async function drain(here: BatchWorld): Promise<void> {
  for (;;) {
    here.later.push(...here.ingest.drain().filter((each) => each.type === 'release'));
    const due = here.later.filter(({ dueAt }) => new Date(dueAt) <= here.now());
    here.later.splice(0, here.later.length, ...here.later.filter((each) => !due.includes(each)));
    const emails = here.email.drain();
    if (due.length + emails.length === 0) return;
    for (const message of due) await work(here, message);
    for (const message of emails) await deliver(here, message);
  }
}

/** Has somebody comment, and works off what comes of it at once. The next one comes a second later, so that they are in order. */
export async function comment(here: BatchWorld, text: string, changes: Partial<NotifyMessage> = {}): Promise<string> {
  const run = aComment(here, text, changes);
  await work(here, run);
  await drain(here);
  here.pass(1);
  return idOf(run);
}

/** Lets time pass, and works off what comes due. */
export async function passMinutes(here: BatchWorld, minutes: number): Promise<void> {
  here.pass(minutes * 60);
  await drain(here);
}

/** How a notification's messages stand. */
export async function statesOf({ ledger }: BatchWorld, id: string): Promise<string[]> {
  const found = await ledger.read(id);
  return (found?.messages ?? [])
    .map(({ channel, status, reason }) => `${channel} ${status}${reason ? `: ${reason}` : ''}`)
    .sort();
}

/** The notification that tells of the batch which another has joined. */
export async function batchOf({ ledger }: BatchWorld, id: string): Promise<string> {
  return (await ledger.read(id))?.notification.joined?.id ?? '';
}

/** What e-mails were sent: their subject, and what they say. */
export function emailsOf({ emailProvider }: BatchWorld): string[] {
  return emailProvider.asked.map(({ subject, text }) => `${subject}: ${text.split('\n')[0]}`);
}

/** The titles in Ada's inbox. */
export async function titlesOf({ feed }: BatchWorld): Promise<string[]> {
  const state = await feed.state('ada', { fresh: true });
  const { items } = await feed.page({ userId: 'ada', state, status: 'all', archived: false, limit: 100 });
  return items.map(({ title }) => title);
}

/** What is left of batches of Ada. */
export async function leftOf({ records }: BatchWorld): Promise<string[]> {
  const { records: kept } = await records.page({ userId: 'ada', limit: 1000 });
  return kept.flatMap((each) => (each.kind === 'batch' || each.kind === 'batch-entry' ? [each.kind] : []));
}
