import {
  type _Record,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ResourceNotFoundException,
  TrimmedDataAccessException,
} from '@aws-sdk/client-dynamodb-streams';
import type { StreamRecord } from './stream-record.ts';

/** A part of a table's stream, its last record included. */
export type StreamPart = { streamArn: string; shardId: string; startSequenceNumber: string; endSequenceNumber: string };

/** Records that were written long ago, and not one more: a part that is never reached ends the reading. */
const mostEmptyPages = 20;

/**
 * Reads the records of a part; nothing when the stream has them no more, which keeps them for a day.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html
 */
export async function readStreamPart(
  { streamArn: StreamArn, shardId: ShardId, startSequenceNumber: SequenceNumber, endSequenceNumber }: StreamPart,
  client: Pick<DynamoDBStreamsClient, 'send'> = new DynamoDBStreamsClient(),
): Promise<StreamRecord[] | undefined> {
  const end = BigInt(endSequenceNumber);
  const read: StreamRecord[] = [];
  try {
    const from = { StreamArn, ShardId, ShardIteratorType: 'AT_SEQUENCE_NUMBER', SequenceNumber } as const;
    let { ShardIterator } = await client.send(new GetShardIteratorCommand(from));
    for (let emptyPages = 0; ShardIterator !== undefined && emptyPages < mostEmptyPages; ) {
      const { Records = [], NextShardIterator } = await client.send(new GetRecordsCommand({ ShardIterator }));
      const records = Records.map(toStreamRecord);
      read.push(...records.filter(({ dynamodb }) => BigInt(dynamodb.SequenceNumber) <= end));
      if (records.some(({ dynamodb }) => BigInt(dynamodb.SequenceNumber) >= end)) return read;
      if (records.length === 0) emptyPages += 1;
      ShardIterator = NextShardIterator;
    }
    return undefined;
  } catch (error) {
    if (error instanceof TrimmedDataAccessException || error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

/** As Lambda hands it over: its time is a number there. */
function toStreamRecord({ eventID = '', dynamodb = {} }: _Record): StreamRecord {
  const { ApproximateCreationDateTime: at = new Date(0), SequenceNumber = '0', Keys = {}, ...images } = dynamodb;
  return { eventID, dynamodb: { ...images, Keys, SequenceNumber, ApproximateCreationDateTime: at.getTime() / 1000 } };
}
