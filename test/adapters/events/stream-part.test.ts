import {
  type DynamoDBStreamsClient,
  GetShardIteratorCommand,
  type _Record as Read,
  TrimmedDataAccessException,
} from '@aws-sdk/client-dynamodb-streams';
import { readStreamPart } from '../../../adapters/dynamodb/events/stream-part.ts';

const part = { streamArn: 'stream', shardId: 'shard', startSequenceNumber: '99', endSequenceNumber: '101' };
const record = (SequenceNumber: string): Read => ({ eventID: `e${SequenceNumber}`, dynamodb: { SequenceNumber, Keys: {} } });

/** Plays a shard whose pages are these; the last one has no next, as of a shard that has ended. */
function aShard(pages: readonly (readonly string[])[]): Pick<DynamoDBStreamsClient, 'send'> {
  let page = 0;
  const send = async (command: unknown) => {
    if (command instanceof GetShardIteratorCommand) return { ShardIterator: 'first' };
    const Records = pages[page]?.map(record);
    page += 1;
    return { Records, NextShardIterator: page < pages.length ? 'next' : undefined };
  };
  return { send } as unknown as Pick<DynamoDBStreamsClient, 'send'>;
}

async function idsOf(pages: readonly (readonly string[])[]): Promise<string[] | undefined> {
  return (await readStreamPart(part, aShard(pages)))?.map(({ eventID }) => eventID);
}

test('a part is read to its last record and no further, over empty pages and by number, not by letter', async () => {
  expect(await idsOf([['99'], [], ['100', '101', '102'], ['103']])).toEqual(['e99', 'e100', 'e101']);
});

test('a part that ends before its last record is not half told', async () => {
  expect(await idsOf([['99'], ['100']])).toBeUndefined();
});

test('what the stream has no more is nothing', async () => {
  const trimmed = async () => {
    throw new TrimmedDataAccessException({ message: 'beyond the trim horizon', $metadata: {} });
  };

  expect(await readStreamPart(part, { send: trimmed } as unknown as DynamoDBStreamsClient)).toBeUndefined();
});
