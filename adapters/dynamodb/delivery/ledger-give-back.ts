import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Held } from '../../../core/delivery/ports/ledger.ts';
import { conditionHeld } from '../table/condition-held.ts';
import type { Table } from '../table/table.ts';
import { messageKey } from './keys.ts';

/** Lets go of a message in one write, as long as the fence holds and no send is noted. */
export async function giveBackMessage({ name, client }: Table, { notificationId, channel, fence }: Held): Promise<void> {
  // a repetition, its first answer lost, finds no lease and changes nothing; that the fence no longer holds is all the same
  await conditionHeld(
    client.send(
      new UpdateCommand({
        TableName: name,
        Key: messageKey(notificationId, channel),
        UpdateExpression: 'SET attempts = attempts - :one REMOVE leaseUntil',
        ConditionExpression: 'fence = :fence AND #status <> :sending AND attribute_exists(leaseUntil)',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':one': 1, ':fence': fence, ':sending': 'sending' },
      }),
    ),
  );
}
