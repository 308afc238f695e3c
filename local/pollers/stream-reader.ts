import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record as Read,
} from '@aws-sdk/client-dynamodb-streams';
import { clientConfig, localRegion } from '../endpoints.ts';
import type { Resource } from '../template/blueprint.ts';
import type { checkpointOf } from './checkpoints.ts';

type Mapping = Resource<'AWS::Lambda::EventSourceMapping'>;

/** A record as Lambda hands it over: times are numbers there. */
export type LambdaRecord = Omit<Read, 'dynamodb'> & { eventSourceARN: string; dynamodb: object };

/** A record that is to be handed over, and where it stands in its stream. */
export type Pending = { sequenceNumber: string; at: Date; record: LambdaRecord };

/** A place in a stream: `read` goes on from it, so many records at most. */
export type StreamReader = { streamArn: string; shardId: string; read: (most: number) => Promise<Pending[]> };

/** Reads the stream of the table that a mapping names, at the emulator, from where a checkpoint says. */
export function streamOf({ properties }: Mapping, tablesUrl: string) {
  const tables = new DynamoDBClient(clientConfig(tablesUrl));
  const streams = new DynamoDBStreamsClient(clientConfig(tablesUrl));

  /** Opens it behind what was reached. The emulator has one shard, which never ends. */
  async function open(reached: ReturnType<ReturnType<typeof checkpointOf>['read']>): Promise<StreamReader> {
    const streamArn = await findStream();
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn: streamArn }));
    const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
    const from =
      reached?.streamArn === streamArn
        ? ({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: reached.sequenceNumber } as const)
        : ({ ShardIteratorType: properties.StartingPosition } as const);
    const { ShardIterator } = await streams.send(new GetShardIteratorCommand({ StreamArn: streamArn, ShardId, ...from }));
    return { streamArn, shardId: ShardId ?? '', read: readFrom(ShardIterator) };
  }

  async function findStream(): Promise<string> {
    const TableName = properties.EventSourceArn.split('/')[1];
    const { Table } = await tables.send(new DescribeTableCommand({ TableName }));
    if (Table?.LatestStreamArn === undefined) throw new Error(`the table ${TableName} has no stream`);
    return Table.LatestStreamArn;
  }

  function readFrom(start: string | undefined): StreamReader['read'] {
    let iterator = start;
    return async (most) => {
      const { Records = [], NextShardIterator } = await streams.send(
        new GetRecordsCommand({ ShardIterator: iterator, Limit: most }),
      );
      iterator = NextShardIterator;
      return Records.map((record) => toPending(record, properties.EventSourceArn));
    };
  }

  function stop(): void {
    tables.destroy();
    streams.destroy();
  }

  return { open, stop };
}

function toPending({ dynamodb = {}, ...record }: Read, eventSourceARN: string): Pending {
  const { ApproximateCreationDateTime: at = new Date(), SequenceNumber: sequenceNumber = '' } = dynamodb;
  const own = { ...dynamodb, ApproximateCreationDateTime: at.getTime() / 1000 };
  return { sequenceNumber, at, record: { ...record, awsRegion: localRegion, eventSourceARN, dynamodb: own } };
}
