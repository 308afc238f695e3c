import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { type Check, notYet, ok, wrong } from '../check.ts';

const indexes = { GlobalSecondaryIndexes: ['log'], LocalSecondaryIndexes: ['unread', 'shelf'] } as const;

/** Whether the table has the indexes and the stream that functions go by: one that its owner brings (`tableName`) may lack them. */
export const tableParts: Check = {
  name: 'table-parts',
  why: 'Inboxes and the message log are read by indexes, and events, webhooks and statistics hear of changes by the stream.',
  notLocal: 'The local table is made from the template.',
  async run({ aws, stack, table, stage }) {
    const { name: TableName } = await table();
    const { Table } = await aws.dynamo.send(new DescribeTableCommand({ TableName }));
    const lacking = Object.entries(indexes).flatMap(([kind, names]) => {
      const there = Table?.[kind as keyof typeof indexes]?.map(({ IndexName }) => IndexName) ?? [];
      return names.filter((name) => !there.includes(name));
    });
    if (lacking.length > 0)
      return wrong(
        `${TableName} has no index ${lacking.join(', ')}.`,
        'Local indexes cannot be added to a table: restore one of a stack of Bellhop, as docs/restore.md has it; docs/data-model.md has what "log" is',
      );

    const { StreamEnabled, StreamViewType } = Table?.StreamSpecification ?? {};
    if (!StreamEnabled || StreamViewType !== 'NEW_AND_OLD_IMAGES')
      return notYet(
        `${TableName} has no stream of new and old images: events, webhooks and statistics hear of nothing.`,
        `aws dynamodb update-table --table-name ${TableName} --stream-specification StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES, then set tableStreamArn for stage ${stage}`,
      );
    if ((await stack()).outputs.StatisticsDeadLettersUrl === undefined)
      return notYet(
        `${TableName} has a stream, but nothing reads its stream: the stack was not told of it.`,
        `Deploy with tableStreamArn: '${Table?.LatestStreamArn}' for stage ${stage}, in bellhop.config.ts`,
      );
    return ok('It has its indexes, and a stream that is read.');
  },
};
