import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { WorkflowAnswer } from '../../contract/message-log/lists.ts';
import type { Channel } from '../../contract/values.ts';
import { sampleWorkflow } from '../../lib/workflows/sample-workflow.ts';
import type { CallApi } from '../api-caller.ts';
import type { Outbox } from '../emulators/providers/outbox.ts';
import type { Endpoints } from '../endpoints.ts';
import type { Functions } from '../functions/functions.ts';

/** The parts of the running system that samples are made with. */
export type SampleDeps = {
  functions: Functions;
  endpoints: Endpoints;
  outbox: Outbox;
  callApi: CallApi;
  workflows: () => readonly WorkflowAnswer[];
};

/** An e-mail that went out, as events and links tell of it. */
export type SentEmail = { notificationId: string; providerId: string; to: string; unsubscribeToken: string };

/** A sample cannot be made now; the message says what to look at. */
export class NoSample extends Error {
  override readonly name = 'NoSample';
}

const Published = z.object({ notifications: z.tuple([z.object({ id: z.string() })]) });
const Followed = z.object({ messages: z.array(z.object({ channel: z.string(), provider_id: z.string().optional() })) });

/**
 * Sends an e-mail through the whole system and waits until it is sent, to an address that nothing stands against yet.
 * @throws NoSample when it is not sent within ten seconds.
 */
export async function sentEmail(
  user: string,
  { callApi, outbox, workflows }: Omit<SampleDeps, 'functions' | 'endpoints'>,
): Promise<SentEmail> {
  const to = `${user}+${randomUUID()}@example.com`;
  const recipients = [{ id: user, email: to }];
  const published = await callApi('POST', '/v1/notifications', {
    ...sampleOn('email', workflows()),
    recipients,
    channels: ['inbox', 'email'],
  });
  if (published.status !== 202) throw new NoSample(`the sample was not published: ${JSON.stringify(published.body)}`);
  const [{ id: notificationId }] = Published.parse(published.body).notifications;

  const providerId = await untilSent(notificationId, callApi);
  const [email] = await outbox.list({ channel: 'email', notification: notificationId });
  const unsubscribeToken = /\/u\/([\w-]+)/.exec(email?.headers?.['list-unsubscribe'] ?? '')?.[1];
  if (unsubscribeToken === undefined) throw new NoSample(`the e-mail of ${notificationId} is not in the outbox any more`);
  return { notificationId, providerId, to, unsubscribeToken };
}

/**
 * What a sample on a channel says: the example of one of the workflows here.
 * @throws NoSample when none has copy for the channel.
 */
export function sampleOn(
  channel: Channel,
  workflows: readonly WorkflowAnswer[],
): { workflow: string; data: Record<string, unknown> } {
  const found = sampleWorkflow(workflows, channel);
  if (found === undefined) throw new NoSample(`no workflow here has copy for ${channel}; write one, as docs/workflows.md says`);
  return { workflow: found.key, data: found.example };
}

/** Answers what the provider calls it. */
async function untilSent(notificationId: string, callApi: CallApi): Promise<string> {
  for (let looks = 0; looks < 100; looks += 1) {
    const { status, body } = await callApi('GET', `/v1/notifications/${notificationId}`);
    const messages = status === 200 ? Followed.parse(body).messages : []; // 404 until it is dispatched
    const sent = messages.find((message) => message.channel === 'email')?.provider_id;
    if (sent !== undefined) return sent;
    await sleep(100);
  }
  throw new NoSample(`the e-mail of ${notificationId} was not sent within ten seconds; look at its timeline and at the faults`);
}
