import type { SmsReservation } from '../../../../core/channels/sms/ports/sms-meter.ts';
import type { SmsWindow } from '../../../../core/channels/sms/rules/sms-guard.ts';
import { monthOf } from '../../../records/sms-month.ts';
import type { Key } from '../../table/key.ts';
import type { Table } from '../../table/table.ts';
import { epochSeconds } from '../../table/time-to-live.ts';
import { smsBudgetKey, smsGrantKey, smsWindowKey } from './keys.ts';

/** How long a grant is kept: longer than a message can be redriven, so that a late one still finds it. */
const grantDays = 40;

/** How long a month's sum is kept: a year later it is there to compare with. */
const budgetDays = 400;

/** What a grant has counted, to be taken back exactly. */
export type StoredGrant = { month: string; parts: number; cost: number; windows: (Key & { endsAt: number })[] };

/** What to store for a grant. */
export function toStoredGrant({ notificationId, segments, cost, windows, at }: SmsReservation) {
  const grant: StoredGrant = {
    month: monthOf(at),
    parts: segments,
    cost,
    windows: windows.map((window) => ({ ...smsWindowKey(window), endsAt: epochSeconds(window.endsAt) })),
  };
  return { ...smsGrantKey(notificationId), ...grant, expiresAt: daysAfter(at, grantDays) };
}

/** The transaction's parts that count an SMS, each on condition that there is room: first the month, then the windows. */
export function counting({ name: TableName }: Table, { segments, cost, budget, windows, at }: SmsReservation) {
  const month = {
    TableName,
    Key: smsBudgetKey(monthOf(at)),
    UpdateExpression: 'SET expiresAt = :expiresAt ADD spent :cost, parts :parts',
    ExpressionAttributeValues: { ':expiresAt': daysAfter(at, budgetDays), ':cost': cost, ':parts': segments },
  };
  return [{ Update: budget === undefined ? month : within(month, budget - cost) }, ...windows.map(countIn)];

  function countIn(window: SmsWindow) {
    return {
      Update: {
        TableName,
        Key: smsWindowKey(window),
        UpdateExpression: 'SET expiresAt = :expiresAt ADD sent :one',
        ConditionExpression: 'attribute_not_exists(sent) OR sent < :most',
        ExpressionAttributeValues: { ':expiresAt': epochSeconds(window.endsAt), ':one': 1, ':most': window.most },
      },
    };
  }
}

/** The parts that take the same counts back, but for windows that have ended: their items may be gone. */
export function countingBack({ name: TableName }: Table, { month, parts, cost, windows }: StoredGrant, now: Date) {
  const lasting = windows.filter(({ endsAt }) => endsAt > epochSeconds(now));
  return [
    {
      Update: {
        TableName,
        Key: smsBudgetKey(month),
        UpdateExpression: 'ADD spent :cost, parts :parts',
        ExpressionAttributeValues: { ':cost': -cost, ':parts': -parts },
      },
    },
    ...lasting.map(({ pk, sk }) => ({
      Update: {
        TableName,
        Key: { pk, sk },
        UpdateExpression: 'ADD sent :minusOne',
        ExpressionAttributeValues: { ':minusOne': -1 },
      },
    })),
  ];
}

type Month = { ExpressionAttributeValues: Record<string, number> };

/** The update with the condition that the month's budget holds it; an unspent month holds what costs less than the budget. */
function within<Update extends Month>(update: Update, room: number) {
  return {
    ...update,
    ConditionExpression: room < 0 ? 'spent <= :room' : 'attribute_not_exists(spent) OR spent <= :room',
    ExpressionAttributeValues: { ...update.ExpressionAttributeValues, ':room': room },
  };
}

function daysAfter(at: Date, days: number): number {
  return epochSeconds(new Date(at.getTime() + days * 86_400_000));
}
