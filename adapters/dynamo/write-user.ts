import { isDeepStrictEqual } from 'node:util';
import { UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { User } from '../../core/ports.ts';
import { userKey } from './keys.ts';
import type { Table } from './table.ts';
import { toAttributes } from './user-item.ts';

/** A user as they were read, nothing for one to create, and as they shall be. */
export type UserChange = { before: User | undefined; after: User };

/**
 * Every change to a user there is: one conditional write of what differs. Whatever has to follow from what is known of a user
 * belongs here, into the same write. To be run by `contended`.
 * @throws ConditionalCheckFailedException when the user is no longer as they were read; nothing was written then.
 */
export async function writeUser({ name, client }: Table, change: UserChange): Promise<User> {
  await client.send(new UpdateCommand({ TableName: name, ...userUpdate(change) }));
  return change.after;
}

function userUpdate({ before, after }: UserChange): Omit<UpdateCommandInput, 'TableName'> {
  const [old, wanted] = [before === undefined ? {} : toAttributes(before), toAttributes(after)];
  const changed = Object.keys(wanted).filter((attribute) => !isDeepStrictEqual(wanted[attribute], old[attribute]));
  const gone = Object.keys(old).filter((attribute) => !(attribute in wanted));
  const isNew = before === undefined || before.version === 0; // no user, only an inbox; or one from before there were versions

  return {
    Key: userKey(after.id),
    UpdateExpression: [
      `SET ${changed.map((_, index) => `#set${index} = :set${index}`).join(', ')}`,
      ...(gone.length === 0 ? [] : [`REMOVE ${gone.map((_, index) => `#gone${index}`).join(', ')}`]),
    ].join(' '),
    ConditionExpression: isNew ? 'attribute_not_exists(#version)' : '#version = :version',
    ExpressionAttributeNames: { ...numbered('#set', changed), ...numbered('#gone', gone), '#version': 'version' },
    ExpressionAttributeValues: {
      ...numbered(
        ':set',
        changed.map((attribute) => wanted[attribute]),
      ),
      ...(!isNew && { ':version': before.version }),
    },
  };
}

/** Names of attributes hold categories, and signs that an expression cannot take. */
function numbered<Value>(prefix: string, values: readonly Value[]): Record<string, Value> {
  return Object.fromEntries(values.map((value, index) => [`${prefix}${index}`, value]));
}
