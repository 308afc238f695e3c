import type { PutCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Key } from '../../../adapters/dynamodb/table/key.ts';

/** An item of the table, of whichever kind. */
export type Item = Key & { [attribute: string]: unknown };

/** The condition under which an item is put. */
export type Only = Pick<PutCommandInput, 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'>;

/** Says that nothing may lie in an item's place. */
export const unlessThere: Only = { ConditionExpression: 'attribute_not_exists(pk)' };

/**
 * How the items of a kind come into a restored table: `with-notification`, when something was written of its notification since;
 * `as-erasure`, when its user was erased since; `stays`, as it was at the instant; or by itself, under a condition, if there is one.
 */
type Carried = 'with-notification' | 'as-erasure' | 'stays' | ((item: Item, since: Date) => Only | undefined);

type ItemKind = { pk: RegExp; sk?: RegExp; carried: Carried };

const always = () => unlessThere;

/** Every kind of item that the table has. A test finds a key of none of them, or of two. */
const itemKinds: readonly ItemKind[] = [
  { pk: /^N#/, carried: 'with-notification' }, // with its messages, and what an SMS was granted
  { pk: /^TOGETHER#/, carried: 'with-notification' },
  { pk: /^DUE#/, carried: 'with-notification' },
  { pk: /^SMS#/, carried: 'with-notification' },
  { pk: /^DG#/, carried: 'with-notification' },
  { pk: /^U#/, sk: /^(?:N|D|DIGEST|B|BE)#/, carried: 'with-notification' }, // inbox items as a trace alone: see carryNotification
  { pk: /^U#/, sk: /^USER$/, carried: 'as-erasure' },
  { pk: /^ERASING$/, carried: 'as-erasure' },
  { pk: /^U#/, sk: /^(?:T|A|ADDRESS|CHAT|DEVICE|LIVE|SCHEDULE)#/, carried: 'stays' }, // what the owner wants back as it was
  { pk: /^(?:T#|TOPICS#|ADDRESS#|DEVICE#|LIVE#)/, carried: 'stays' },
  { pk: /^(?:S#|SUPPRESSIONS$)/, carried: always },
  { pk: /^CANCEL#/, carried: ({ canceledAt }) => ifMore('canceledAt', canceledAt) },
  { pk: /^(?:K#|KEYS$)/, carried: ({ revokedAt }) => (revokedAt === undefined ? undefined : unless('revokedAt')) },
  { pk: /^C#sms-budget#/, carried: ({ spent }) => ifMore('spent', spent) },
  { pk: /^I#/, carried: ({ answer }) => (answer === undefined ? unlessThere : unless('answer')) },
  { pk: /^R#/, carried: unlessWhole },
  { pk: /^SCHEDULE#/, sk: /^-$/, carried: ({ through }) => ifMore('through', through) }, // what has run is not run again
  { pk: /^SCHEDULE#/, sk: /^RUN#/, carried: always },
  { pk: /^(?:SCHEDULES|TENANTS)$/, carried: 'stays' },
  { pk: /^C#(?!sms-budget#)/, carried: 'stays' }, // windows and counts
  { pk: /^(?:STATS#|COUNTED#|JOB#|STUCK$|PARK#|PACE#|WEBHOOKS$)/, carried: 'stays' },
  { pk: /^WEBHOOK#/, carried: unlessTold }, // what a webhook was told is not told again
];

/** Says how an item is carried, once for each kind that it could be of. */
export function waysOf({ pk, sk }: Key): Carried[] {
  return itemKinds.filter((kind) => kind.pk.test(pk) && (kind.sk?.test(sk) ?? true)).map(({ carried }) => carried);
}

/** Whether a stored instant is later than another. */
export function isAfter(at: unknown, since: Date): boolean {
  return typeof at === 'string' && new Date(at) > since;
}

/** How long a run to a topic may go on finding whom it goes to; a broadcast says itself that it is one, and may go on for longer. */
const longestFanOutMs = 4 * 3_600_000;

/** Says that a part of a request may only replace one that more was to come of: whoever was found since, and that all have been. */
function unlessWhole({ requestedAt, broadcast, ulids }: Item, since: Date): Only | undefined {
  if (broadcast === undefined && !isAfter(requestedAt, new Date(since.getTime() - longestFanOutMs))) return undefined;
  return {
    ConditionExpression: 'attribute_not_exists(pk) OR (isLast = :no AND (attribute_not_exists(ulids) OR size(ulids) <= :count))',
    ExpressionAttributeValues: { ':no': false, ':count': ulids instanceof Set ? ulids.size : 0 },
  };
}

/** Says that a delivery may only replace one that is still to be made, and that nobody has asked for anew. */
function unlessTold({ status, replays }: Item): Only {
  if (status === 'pending') return unlessThere;
  const asOften = replays === undefined ? 'attribute_not_exists(replays)' : 'replays = :replays';
  return {
    ConditionExpression: `attribute_not_exists(pk) OR (#status = :pending AND ${asOften})`,
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ':pending': 'pending', ...(replays !== undefined && { ':replays': replays }) },
  };
}

function unless(attribute: string): Only {
  return { ConditionExpression: `attribute_not_exists(${attribute})` };
}

/** Has an item written only where there is none, or one that has less of the attribute. */
export function ifMore(attribute: string, value: unknown): Only {
  if (value === undefined) return unlessThere;
  return {
    ConditionExpression: `attribute_not_exists(${attribute}) OR ${attribute} < :value`,
    ExpressionAttributeValues: { ':value': value },
  };
}
