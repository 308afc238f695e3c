import type { Table } from '../../adapters/dynamodb/table/table.ts';
import { dynamoUsers } from '../../adapters/dynamodb/users/users.ts';
import type { User } from '../../core/users/ports/users.ts';
import type { LocalAnswers } from '../gateway/local-answers.ts';
import { scanTable } from '../own-table.ts';

/** A user as the console lists them. */
export type ListedUser = LocalAnswers['GET /local/users']['data'][number];

/** Lists every user by id. */
export async function listUsers(table: Table): Promise<ListedUser[]> {
  const items = await scanTable(table, {
    FilterExpression: 'sk = :user',
    ExpressionAttributeValues: { ':user': 'USER' },
    ProjectionExpression: 'id',
  });
  const users = await dynamoUsers(table).getMany(items.flatMap(({ id }) => (typeof id === 'string' ? [id] : [])));
  return listedOf([...users.values()]);
}

/** Orders what is kept as users by id, without the rooms of topics, which are kept as users are. */
export function listedOf(users: readonly User[]): ListedUser[] {
  return users
    .filter(({ id }) => !id.startsWith('#'))
    .map(({ createdAt: _created, updatedAt: _updated, version: _version, ...listed }) => listed)
    .sort((a, b) => a.id.localeCompare(b.id));
}
