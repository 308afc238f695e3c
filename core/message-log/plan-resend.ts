import { heldOut } from '../../contract/experiments/held-out.ts';
import type { NotifyMessage } from '../../contract/planning/notify-message.ts';
import type { Channel } from '../../contract/values.ts';
import { hasCopy } from '../channels/rules/behaviours.ts';
import type { NotificationRecord, Resend } from '../delivery/ports/records.ts';
import { digestWorkflow } from '../digests/rules/digest-names.ts';
import { Refused } from '../errors.ts';
import { problemPlaces } from '../http/rules/problem-places.ts';
import type { PublishingLedger } from '../publishing/ports/ledger.ts';
import { notificationIdFor, requestIdFor } from '../publishing/rules/derived-id.ts';
import { parseStoredData } from '../workflows/rules/stored-data.ts';
import type { Workflow } from '../workflows/rules/workflow.ts';
import { type Asked, chooseResend, type Reaches } from './rules/choose-resend.ts';
import { reachOf, reachOfBoth } from './rules/reach.ts';

export type PlanResendDeps = { workflows: ReadonlyMap<string, Workflow>; ledger: Pick<PublishingLedger, 'read'> };

/** What is to be sent again: the first of its kind, on which channels, and the resend that was noted already but has not been worked on. */
export type ResendPlan = { first: NotificationRecord; channels: Channel[]; noted?: Resend };

/**
 * Plans to send a notification again. One that is itself another sent again stands for that first one, so that all that was ever sent of it
 * is considered together.
 * @throws Refused `not_found`, for a key of the other kind, and when nothing is to be sent, or the workflow does not take it any more.
 */
export async function planResend(
  id: string,
  { isTest, ...asked }: Asked & { isTest: boolean },
  deps: PlanResendDeps,
): Promise<ResendPlan> {
  const found = await readFirst(id, deps);
  const { notification: first, messages } = found;
  checkKind(first.test, isTest);
  const { resentAs = [] } = first;
  const later = await Promise.all(resentAs.map(async (resend) => ({ resend, found: await deps.ledger.read(resend.id) })));

  const noted = later.findLast((each) => each.found === undefined)?.resend;
  if (noted !== undefined && isSame(asked.channels ?? noted.channels, noted.channels))
    return { first, channels: noted.channels, noted };

  const reaches = new Map(messages.map((message) => [message.channel, reachOf(message)]));
  for (const { resend, found: as } of later)
    for (const channel of resend.channels) {
      const message = as?.messages.find((each) => each.channel === channel);
      reaches.set(channel, reachOfBoth(reaches.get(channel), message === undefined ? 'under-way' : reachOf(message)));
    }
  const channels = choose(first, reaches, asked);
  check(first, channels, deps);
  return { first, channels };
}

/** The message that has it sent again. Its ids come from the instant and from how often that was done before, so they stay the same. */
export function toResend({ first, channels, noted }: ResendPlan, now: Date): { resend: Resend; message: NotifyMessage } {
  const { id: resentFrom, userId, workflow, data, priority, goodUntil, cancellationKey, topic, variant, resentAs = [] } = first;
  const { callback, failureCallback, actor, broadcast, batch } = first;
  const at = noted?.at ?? now;
  const place = noted === undefined ? resentAs.length : resentAs.findIndex(({ id }) => id === noted.id);
  const requestId = requestIdFor(at, 'resend', `${resentFrom} ${place}`);
  const optional = {
    ...(goodUntil !== undefined && goodUntil > now && { expiresAt: goodUntil.toISOString() }),
    ...(cancellationKey !== undefined && { cancellationKey }),
    ...(topic !== undefined && { topic }),
    ...(broadcast && { broadcast }),
    ...(variant !== undefined && variant !== heldOut && { variant }),
    ...(actor && { actor }),
    ...(batch && { batch }),
    ...(callback !== undefined && { callback }),
    ...(failureCallback !== undefined && { failureCallback }),
  };
  const run = { version: 1, requestId, requestedAt: at.toISOString(), workflow, data, priority, channels, ...optional } as const;
  const message: NotifyMessage = { type: 'notify', ...run, test: first.test, resentFrom, userId, alone: true };
  return { resend: { id: notificationIdFor(at, requestId, userId), at, channels }, message };
}

/**
 * A test key sends again what test keys sent, and a live key the rest: what reached nobody must not stand for what was sent.
 * @throws Refused `key_kind_mismatch` otherwise.
 */
export function checkKind(ofTests: boolean, isTest: boolean): void {
  if (ofTests === isTest) return;
  const key = ofTests ? 'a test key' : 'a live key';
  throw new Refused('key_kind_mismatch', `what was sent with ${key} is sent again with ${key} only`);
}

async function readFirst(id: string, { ledger }: PlanResendDeps) {
  const found = await ledger.read(id);
  if (found === undefined) throw new Refused('not_found', `there is no notification "${id}" (or it is not dispatched yet)`);
  const { resentFrom } = found.notification;
  return (resentFrom === undefined ? undefined : await ledger.read(resentFrom)) ?? found;
}

function choose({ workflow }: NotificationRecord, reaches: Reaches, asked: Asked): Channel[] {
  if (workflow === digestWorkflow)
    throw new Refused(
      'nothing_to_resend',
      'a digest is not sent again; send the notifications in it again, if they did not arrive',
    );
  const choice = chooseResend(reaches, asked);
  if ('code' in choice) throw new Refused(choice.code, choice.detail);
  return choice.channels;
}

/** Says so now when its workflow takes it no more, and not in a dead-letter queue. */
function check({ workflow: key, data }: NotificationRecord, channels: readonly Channel[], { workflows }: PlanResendDeps): void {
  const workflow = workflows.get(key);
  if (workflow === undefined) throw new Refused('workflow_unknown', `there is no workflow "${key}" any more`);
  const payload = parseStoredData(workflow, data);
  if (!payload.success) {
    const places = problemPlaces(payload.error, '/data');
    throw new Refused('payload_invalid', `workflow "${key}" does not take the data any more`, { places });
  }
  const silent = channels.find((channel) => !hasCopy(workflow, channel));
  if (silent !== undefined) throw new Refused('channel_unsupported', `workflow "${key}" has nothing to say on ${silent}`);
}

function isSame(one: readonly Channel[], other: readonly Channel[]): boolean {
  return one.toSorted().join() === other.toSorted().join();
}
