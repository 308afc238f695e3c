import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record as Read,
} from '@aws-sdk/client-dynamodb-streams';
import { matches } from '../../../local/emulators/providers/event-pattern.ts';
import { clientConfig } from '../../../local/endpoints.ts';
import type { Resource } from '../../../local/template/blueprint.ts';

type Mapping = Resource<'AWS::Lambda::EventSourceMapping'>;

/** Hands what is new in the table's stream to a mapping's function, in batches as full as may be; answers how many records that were. */
export function replayStream({ properties }: Mapping, url: string, invoke: (event: object) => Promise<unknown>) {
  let iterator: string | undefined;
  return async (): Promise<number> => {
    const streams = new DynamoDBStreamsClient(clientConfig(url));
    try {
      iterator ??= await firstIterator(streams, url, properties.EventSourceArn.split('/')[1] ?? '');
      const records: Read[] = [];
      for (let read = -1; read !== 0; ) {
        const page = await streams.send(new GetRecordsCommand({ ShardIterator: iterator }));
        read = page.Records?.length ?? 0;
        records.push(...(page.Records ?? []));
        iterator = page.NextShardIterator;
      }
      const wanted = records.map(asLambdaHasIt).filter((record) => isWanted(properties, record));
      for (let start = 0; start < wanted.length; start += properties.BatchSize)
        await invoke({ Records: wanted.slice(start, start + properties.BatchSize), shardId: 'shard', window: {} });
      return wanted.length;
    } finally {
      streams.destroy();
    }
  };
}

async function firstIterator(streams: DynamoDBStreamsClient, url: string, TableName: string): Promise<string | undefined> {
  const tables = new DynamoDBClient(clientConfig(url));
  const { Table } = await tables.send(new DescribeTableCommand({ TableName }));
  tables.destroy();
  const StreamArn = Table?.LatestStreamArn;
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
  const from = new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' });
  return (await streams.send(from)).ShardIterator;
}

function isWanted({ FilterCriteria }: Mapping['properties'], record: object): boolean {
  return FilterCriteria?.Filters.some(({ Pattern }) => matches(Pattern, record)) ?? true;
}

function asLambdaHasIt({ dynamodb, ...record }: Read): object {
  return {
    ...record,
    dynamodb: { ...dynamodb, ApproximateCreationDateTime: Number(dynamodb?.ApproximateCreationDateTime) / 1000 },
  };
}
