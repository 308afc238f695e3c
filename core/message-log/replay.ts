import {
  mostReplayed,
  type ReplayAnswer,
  type ReplayedNotification,
  type ReplayFilter,
  type ReplayRequest,
} from '../../contract/message-log/resend.ts';
import type { ApiKey } from '../access/ports/access.ts';
import { Refused } from '../errors.ts';
import { formatLogCursor, parseLogCursor } from './log-cursor.ts';
import { checkKind, planResend, type ResendPlan } from './plan-resend.ts';
import type { LoggedNotification } from './ports/message-log.ts';
import { type ResendDeps, sendAgain } from './resend.ts';
import { formatConfirmation, parseConfirmation } from './rules/confirmation.ts';
import { reachOf } from './rules/reach.ts';
import { suppressedChannels } from './suppressed-channels.ts';
import { type WalkDeps, walkLog } from './walk-log.ts';

export type ReplayDeps = Omit<ResendDeps, 'idempotency'> & WalkDeps;

type Planned = { id: string; plan: ResendPlan };
type Refusal = ReplayAnswer['refused'][number];

const list = 'replay';

/**
 * Sends again what matches and did not reach its users, one page at a time. A dry run comes first, which answers what would be
 * sent and a confirmation; whoever brings that has it sent, and nothing that was not shown. Doing it again sends nothing twice.
 * @throws Refused `cursor_invalid`; `key_kind_mismatch`; `confirmation_invalid` for one of another replay;
 * `confirmation_outdated` when something goes that was not shown.
 */
export async function replay(
  { request, apiKey }: { request: ReplayRequest; apiKey: ApiKey },
  deps: ReplayDeps,
): Promise<ReplayAnswer> {
  const { channels, cursor, dry_run: isDry, confirmation } = request;
  const at = deps.now();
  const isTest = apiKey.kind === 'test';
  checkKind(request.filter.test ?? isTest, isTest);
  const { until = isDry ? at.toISOString() : undefined } = request.filter;
  const filter = { ...request.filter, test: isTest, ...(until !== undefined && { until }) };
  const asked = { ...filter, channels };
  const before = parseLogCursor(cursor, list, asked, '/cursor');
  const isShown = confirmation === undefined ? undefined : parseConfirmation(confirmation, [asked, cursor]);
  if (!isDry && isShown === undefined)
    throw new Refused(
      'confirmation_invalid',
      'the confirmation is not of this filter, these channels and this cursor; ask with dry_run',
    );

  const { planned, refused, next } = await planPage({ filter, channels, before }, deps);
  const next_cursor = next === undefined ? undefined : formatLogCursor(next, list, asked);
  const answer = { filter, count: planned.length, refused, next_cursor };
  if (isDry) {
    const notifications = await eachOf(planned, ({ id, plan }) => foresee(id, plan, deps));
    return {
      ...answer,
      dry_run: true,
      notifications,
      confirmation: formatConfirmation(planned.flatMap(toItems), [asked, cursor]),
    };
  }
  const unshown = planned.filter((each) => !toItems(each).every((item) => isShown?.(item)));
  if (unshown.length > 0)
    throw new Refused(
      'confirmation_outdated',
      `${unshown.length} of ${planned.length} would go otherwise than was confirmed, or were not there; ask with dry_run`,
    );
  const notifications = await eachOf(planned, ({ id, plan }) => sendPlanned(id, plan, at, deps));
  return { ...answer, dry_run: false, notifications: notifications.flatMap((each) => each ?? []) };
}

/** What is confirmed of a notification: each of its channels, and which time it goes again, so that nothing goes twice by one confirmation. */
function toItems({ plan: { first, channels, noted } }: Planned): string[] {
  const { resentAs = [] } = first;
  const time = noted === undefined ? resentAs.length : resentAs.findIndex(({ id }) => id === noted.id);
  return channels.map((channel) => `${first.id} ${time} ${channel}`);
}

type Page = { filter: ReplayFilter & { test: boolean }; channels: ReplayRequest['channels']; before: string | undefined };

/** What of a page goes again, each notification once, and what cannot. What is sent again in this moment goes once more the same way. */
async function planPage({ filter, channels, before }: Page, deps: ReplayDeps) {
  const isWanted = (notification: LoggedNotification) => missedOn(notification, channels).length > 0;
  const { found, next } = await walkLog({ filter, before, limit: mostReplayed, isWanted }, deps);
  const looked = await eachOf(found, async (notification): Promise<Planned | Refusal | undefined> => {
    const { id } = notification;
    try {
      return { id, plan: await planMissed(id, { channels, isTest: filter.test }, deps) };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return isNothing(error) ? undefined : { ...whoseIs(notification), code: error.code, detail: error.message };
    }
  });
  const there = looked.filter((each) => each !== undefined);
  const planned = there.filter((each): each is Planned => 'plan' in each);
  const byFirst = new Map(planned.map((each) => [each.plan.first.id, each]));
  return { planned: [...byFirst.values()], refused: there.filter((each): each is Refusal => 'code' in each), next };
}

/** Plans what missed its user, and of that the wanted channels alone: nothing here is confirmed one by one. */
async function planMissed(
  id: string,
  { channels, isTest }: Pick<ReplayRequest, 'channels'> & { isTest: boolean },
  deps: ReplayDeps,
): Promise<ResendPlan> {
  const plan = await planResend(id, { isTest }, deps);
  if (channels === undefined || plan.noted !== undefined) return plan;
  const wanted = plan.channels.filter((channel) => channels.includes(channel));
  if (wanted.length === 0) throw new Refused('nothing_to_resend', 'none of these channels missed its user');
  return { ...plan, channels: wanted };
}

function missedOn({ messages }: LoggedNotification, channels: ReplayRequest['channels']) {
  const missed = messages.filter((message) => reachOf(message) === 'missed');
  return missed.filter(({ channel }) => channels === undefined || channels.includes(channel));
}

/** Whether it is no fault, but has been sent again since, or is gone. */
function isNothing({ code }: Refused): boolean {
  return code === 'nothing_to_resend' || code === 'not_found';
}

async function sendPlanned(id: string, plan: ResendPlan, at: Date, deps: ReplayDeps): Promise<ReplayedNotification | undefined> {
  const sent = await sendAgain(plan, at, deps);
  return (
    sent && { ...whoseIs({ ...plan.first, id }), channels: sent.channels, suppressed: sent.suppressed, as: sent.notification }
  );
}

async function foresee(id: string, { first, channels }: ResendPlan, deps: ReplayDeps): Promise<ReplayedNotification> {
  const suppressed = await suppressedChannels({ userId: first.userId, workflow: first.workflow, channels }, deps);
  return { ...whoseIs({ ...first, id }), channels: [...channels], suppressed };
}

function whoseIs({ id, userId: user, workflow }: Pick<LoggedNotification, 'id' | 'userId' | 'workflow'>) {
  return { id, user, workflow };
}

const workers = 10;

/** Works on all of them, some at once, and answers in their order. */
async function eachOf<Item, Answer>(items: readonly Item[], work: (item: Item) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let start = 0; start < items.length; start += workers)
    answers.push(...(await Promise.all(items.slice(start, start + workers).map(work))));
  return answers;
}
