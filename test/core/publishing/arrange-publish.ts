import type { PublishRequest } from '../../../contract/publishing/publish.ts';
import type { Contact } from '../../../contract/users/contact.ts';
import { batchRefOf } from '../../../core/batches/rules/place-in-batch.ts';
import { mergeAddresses } from '../../../core/channels/rules/address-list.ts';
import { smsWindows } from '../../../core/channels/sms/rules/sms-guard.ts';
import { windowOf } from '../../../core/planning/rules/frequency-cap.ts';
import { throttleWindowOf } from '../../../core/planning/rules/throttle.ts';
import type { Choices } from '../../../core/preferences/rules/preferences.ts';
import { ownedBy } from '../../../core/tenants/rules/owned.ts';
import { askSteps } from '../../../core/workflows/rules/ask-steps.ts';
import { workflowByKey } from '../../../workflows/workflow-by-key.ts';
import { farAway } from '../../adapters/channels/inbox/enter-item.ts';
import { aNotification, notificationId, type World } from '../../world.ts';
import { carryOut } from '../dry-run/carry-out.ts';
import type { RandomPublish } from './any-publish.ts';
import { houseOf } from './random-publish.ts';
import { defined } from './random-values.ts';
import { register } from './registered.ts';

/** Makes the world of a run: its user, what stands against them, what they have had before, and the instant. */
export async function arrange(here: World, run: RandomPublish): Promise<void> {
  const { when, audience, contact, choices, earlier, suppressed } = run;
  if (earlier !== undefined && audience !== 'new') await waitEarlier(here, run, earlier);
  here.at(when.at);
  if (audience !== 'new') {
    const known = audience === 'changed' ? { email: 'before@example.com', locale: 'fr' } : contact;
    await put(here, { id: userOf(run), ...known }, { ...choices, timezone: when.timezone, locale: known.locale });
    await register(here, userOf(run), run);
    await here.topics.subscribe({ topic: ownedBy(run.tenant, 'all'), userId: userOf(run) });
  }
  for (const kind of ['email', 'phone'] as const) {
    const [address, reason] = [contact[kind], suppressed[kind]];
    if (address && reason) await here.suppressions.add({ address, reason, source: 'api', at: here.now() });
  }
  for (let sms = 0; sms < run.smsBefore; sms += 1) await takeShare(here, run, `sms ${sms}`);
  if (run.batchBefore !== undefined) await openBatch(here, run, run.batchBefore);
  for (let taken = 0; taken < run.frequencyCapCounts; taken += 1) await countInCaps(here, run, `before ${taken}`);
}

/** What is published, but for whom. */
export function requestOf({ when, workflow, tenant, priority, channels, sendAfterMs, goodForMs }: RandomPublish): PublishRequest {
  const after = (ms: number | undefined) => (ms === undefined ? undefined : new Date(when.at.getTime() + ms).toISOString());
  const times = { send_at: after(sendAfterMs), expires_at: after(goodForMs) };
  return defined({ workflow: workflow.key, tenant, data: workflow.example, priority, channels, ...times });
}

/** Who gets it, by the name that is used inside. */
export function userOf({ tenant }: RandomPublish): string {
  return ownedBy(tenant, 'ada');
}

/** To whom; a dry run knows no topics, so it is asked for their one subscriber. */
export function recipientsOf({ audience, contact, when }: RandomPublish): unknown[] {
  switch (audience) {
    case 'known':
    case 'topic':
      return ['ada'];
    case 'nobody':
      return ['nobody', 'ada'];
    case 'changed':
      return [{ id: 'ada', ...defined(contact) }];
    case 'new':
      return [{ id: 'ada', ...defined({ ...contact, timezone: when.timezone }) }];
    default:
      return audience satisfies never;
  }
}

/** Something went into a digest of theirs, as they had chosen then, and may have gone out since. */
async function waitEarlier(here: World, run: RandomPublish, earlier: NonNullable<RandomPublish['earlier']>): Promise<void> {
  here.at(new Date(run.when.at.getTime() - earlier.minutes * 60_000));
  const preferences = { general: { digest: earlier.frequency } };
  const id = userOf(run);
  await put(here, { id, email: 'ada@example.com' }, { ...earlier.choices, timezone: earlier.zone, preferences });
  const data = { title: 'Before', body: '' };
  const request: PublishRequest = defined({
    ...{ workflow: 'message', tenant: run.tenant, recipients: ['ada'], data, channels: ['email' as const] },
  });
  await carryOut(here, { ...houseOf(run), workflows: workflowByKey }, { request, test: false, users: [id] }, run.when.at);
}

async function put(here: World, { id, ...contact }: Contact & { id: string }, choices: Choices): Promise<void> {
  const stored = (await here.users.getMany([id])).get(id) ?? (await here.users.upsert(id, {}, here.now()));
  await here.users.choose({ userId: id, choices: defined(choices), version: stored.version }, here.now());
  const { locale: _, ...addresses } = mergeAddresses(contact, stored);
  await here.users.upsert(id, defined(addresses), here.now());
}

/** An SMS to the same number has taken its share of the hour and the month. */
async function takeShare(here: World, run: RandomPublish, name: string): Promise<void> {
  const windows = smsWindows(run.contact.phone ?? '', here.now(), houseOf(run).terms.limits);
  await here.meter.reserve({ notificationId: notificationId(name), segments: 1, cost: 50_000, windows, at: here.now() });
}

/** A batch is open that would take it: one that let its first go, or with so many in it. */
async function openBatch(here: World, run: RandomPublish, count: number): Promise<void> {
  const { workflow, priority, channels, when, test } = run;
  const userId = userOf(run);
  const user = { id: userId, ...defined({ timezone: when.timezone }) };
  const { answers: steps } = askSteps(workflow, workflow.example, { user, since: here.now() });
  const ref = batchRefOf({ userId, workflow, steps, overrides: defined({ priority, channels }), test }, here.now());
  if (ref === undefined) return;
  const until = new Date(here.now().getTime() + 5 * 60_000);
  const batch = { id: notificationId('batch'), until, count, ...(count > 0 && { channels: ['email' as const] }) };
  const notification = aNotification({ id: notificationId('opener'), userId });
  const change = { how: 'opens', ref, read: undefined, most: 100, batch } as const;
  await here.ledger.enter({ notification, messages: [], batch: change, expiresAt: farAway });
}

/** Something has gone to them already, on every channel that is limited, and of a workflow that is throttled. */
async function countInCaps(here: World, run: RandomPublish, name: string): Promise<void> {
  const { frequencyCapPolicy, when, workflow, test } = run;
  const { timezone } = when;
  const windows = frequencyCapPolicy?.allowances.map((each) => windowOf(each, defined({ timezone }), here.now())) ?? [];
  const sendAt = requestOf(run).send_at;
  const since = sendAt !== undefined && new Date(sendAt) > here.now() ? new Date(sendAt) : here.now();
  const { answers } = askSteps(workflow, workflow.example, { user: { id: userOf(run), ...defined({ timezone }) }, since });
  const throttled = throttleWindowOf({ workflow, steps: answers, overrides: { sendAt: since }, test }, here.now());
  const notification = aNotification({ id: notificationId(name), userId: userOf(run) });
  const capWindows = [...windows, ...(throttled ? [throttled.window] : [])].map((window) => ({ window }));
  await here.ledger.enter({ notification, messages: [], capWindows, expiresAt: farAway });
}
