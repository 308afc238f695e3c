import { dynamoMessageLog } from '../../../adapters/dynamodb/message-log/message-log.ts';
import { dynamoSuppressions } from '../../../adapters/dynamodb/suppressions/suppressions.ts';
import { openTable } from '../../../adapters/dynamodb/table/table.ts';
import { ListedNotification } from '../../../contract/message-log/notification-list.ts';
import { toSuppressionAnswer } from '../../../core/suppressions/suppressions.ts';
import { isOf, nameWithin } from '../../../core/tenants/rules/owned.ts';
import type { StageApi } from '../api/stage-api.ts';
import type { Stack } from '../find-stack.ts';
import { describeSuppression } from '../suppressions/suppression-words.ts';
import { describeListed } from './describe-listed.ts';
import type { Told, Where } from './where.ts';

/** How many users of one address are named. */
const mostUsers = 10;

/** What stands against an address, and what became of the last notifications to it. */
export async function aboutAddress(address: string, where: Where): Promise<Told> {
  const { api, stack, stage, limit } = where;
  const suppression = await findSuppression(address, stack);
  const users = await usersOf(address, where);
  const notifications = await recentOf(api, { address }, limit);
  return {
    found: suppression !== undefined || notifications.length > 0 || users.length > 0,
    document: { about: 'address', users, ...(suppression && { suppression }), notifications },
    lines: [
      ...describeUsers(users, where),
      ...(suppression === undefined
        ? ['The address is not suppressed.']
        : [describeSuppression('The address', suppression), howToLift(address, stage)]),
      ...describeRecent(notifications, 'to it'),
    ],
  };
}

/** Whose it is, or was: the ids of the first users, as their tenant calls them. */
async function usersOf(address: string, { stack, tenant }: Where): Promise<string[]> {
  const { userIds } = await dynamoMessageLog(openTable(stack.tableName)).usersOf(address, { limit: mostUsers });
  return userIds.filter((id) => isOf(tenant, id)).map(nameWithin);
}

function describeUsers(users: readonly string[], { stage, tenant }: Where): string[] {
  const [first] = users;
  if (first === undefined) return [];
  const named = users.map((id) => `"${id}"`).join(', ');
  const of = tenant === undefined ? '' : ` --tenant ${tenant}`;
  return [
    `It is or was an address of ${named}. What they want, and all that went to them: npm run bellhop -- why ${first}${of} --stage ${stage}`,
  ];
}

/** The command that lets an address be sent to again. */
export function howToLift(address: string, stage: string): string {
  return `When it is good again: npm run bellhop -- suppressions lift ${address} --stage ${stage}`;
}

/** What stands against an address; no route of the API answers that for one. */
export async function findSuppression(address: string, { tableName }: Stack) {
  const found = await dynamoSuppressions(openTable(tableName)).find(address);
  return found && toSuppressionAnswer(found);
}

/** Lists the newest notifications, of a user or to an address. */
export function recentOf(api: StageApi, query: Record<string, string>, limit: number): Promise<ListedNotification[]> {
  return api.listAll(ListedNotification, { path: '/v1/notifications', query, limit });
}

/** Says the same in lines, under a heading. */
export function describeRecent(notifications: readonly ListedNotification[], whose: string): string[] {
  if (notifications.length === 0) return [`No notification ${whose} is kept.`];
  return [`The last notifications ${whose}; "bellhop show" has each of their steps:`, ...notifications.flatMap(describeListed)];
}
