import { GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { SmsGrant, SmsMeter, SmsReservation, SmsShare } from '../../../../core/channels/sms/ports/sms-meter.ts';
import { monthOf } from '../../../records/sms-month.ts';
import { batchGet } from '../../table/batch-get.ts';
import { cancellationReasons, contended } from '../../table/contended.ts';
import type { Key } from '../../table/key.ts';
import type { Table } from '../../table/table.ts';
import { smsBudgetKey, smsGrantKey, smsWindowKey } from './keys.ts';
import { counting, countingBack, type StoredGrant, toStoredGrant } from './sms-counts.ts';

/**
 * Counts SMS and their money in the table. One transaction takes everything or nothing, so no two workers can pass a limit
 * together; a grant is an item of its own, so that an SMS counts once however often it is tried.
 */
export function dynamoSmsMeter(table: Table): SmsMeter {
  return {
    reserve: (reservation) => contended('the SMS budget', () => reserve(table, reservation)),
    giveBack: (notificationId) => contended('the SMS budget', () => giveBack(table, notificationId)),
    decide: (share) => decide(table, share),
  };
}

async function reserve(table: Table, reservation: SmsReservation): Promise<SmsGrant> {
  const grant = {
    Put: { TableName: table.name, Item: toStoredGrant(reservation), ConditionExpression: 'attribute_not_exists(pk)' },
  };
  try {
    await table.client.send(new TransactWriteCommand({ TransactItems: [grant, ...counting(table, reservation)] }));
  } catch (error) {
    const refused = cancellationReasons(error)?.map((code) => code === 'ConditionalCheckFailed') ?? [];
    if (!refused.includes(true)) throw error;
    const [isGranted, isOverBudget] = refused;
    const spent = await readSpent(table, reservation.at);
    if (isGranted) return { outcome: 'granted', spent };
    return { outcome: 'refused', reason: isOverBudget ? 'budget_exceeded' : 'throttled', spent };
  }
  return { outcome: 'granted', spent: await readSpent(table, reservation.at) };
}

async function giveBack(table: Table, notificationId: string): Promise<void> {
  const Key = smsGrantKey(notificationId);
  const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
  if (Item === undefined) return;

  const gone = { Delete: { TableName: table.name, Key, ConditionExpression: 'attribute_exists(pk)' } };
  try {
    const back = countingBack(table, Item as StoredGrant, table.now());
    await table.client.send(new TransactWriteCommand({ TransactItems: [gone, ...back] }));
  } catch (error) {
    const isGone = cancellationReasons(error)?.[0] === 'ConditionalCheckFailed';
    if (!isGone) throw error;
  }
}

async function decide(table: Table, { cost, budget, windows, at }: SmsShare): Promise<SmsGrant> {
  const month = smsBudgetKey(monthOf(at));
  const items = await batchGet(table, [month, ...windows.map(smsWindowKey)]);
  const find = (key: Key) => items.find(({ pk, sk }) => pk === key.pk && sk === key.sk);

  const spent = Number(find(month)?.spent ?? 0);
  if (budget !== undefined && spent + cost > budget) return { outcome: 'refused', reason: 'budget_exceeded', spent };
  const isFull = windows.some((window) => Number(find(smsWindowKey(window))?.sent ?? 0) >= window.most);
  return isFull ? { outcome: 'refused', reason: 'throttled', spent } : { outcome: 'granted', spent: spent + cost };
}

/** Reads what the month has come to, in millionths of a dollar: transactions do not answer what they wrote. */
export async function readSpent({ name, client }: Table, at: Date): Promise<number> {
  const { Item } = await client.send(new GetCommand({ TableName: name, Key: smsBudgetKey(monthOf(at)), ConsistentRead: true }));
  return Number(Item?.spent ?? 0);
}
