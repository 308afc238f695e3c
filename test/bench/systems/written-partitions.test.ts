import { writtenPartitions } from './written-partitions.ts';

const key = (pk: string) => ({ pk: { S: pk }, sk: { S: 'USER' } });

test.each([
  ['PutItem', { Item: key('U#ada') }, ['U#ada']],
  ['UpdateItem', { Key: key('U#ada'), ExpressionAttributeValues: { ':a': { S: 'x' } } }, ['U#ada']],
  [
    'TransactWriteItems',
    { TransactItems: [{ Put: { Item: key('N#1') } }, { ConditionCheck: { Key: key('N#2') } }] },
    ['N#1', 'N#2'],
  ],
  ['BatchWriteItem', { RequestItems: { table: [{ DeleteRequest: { Key: key('N#1') } }] } }, ['N#1']],
  ['GetItem', { Key: key('U#ada') }, []],
])('%s writes to the partitions of its items', (action, asked, partitions) => {
  expect(writtenPartitions({ action, asked })).toEqual(partitions);
});

test('statements name their partition by a parameter, wherever it stands', () => {
  const Statements = [
    { Statement: `UPDATE "t" SET "a"=?, "b"=? WHERE "pk"=? AND "sk"=?`, Parameters: ['x', 'y', 'N#1', 'META'] },
    { Statement: `INSERT INTO "t" VALUE {'pk':?,'sk':?}`, Parameters: ['U#ada', 'USER'] },
  ].map(({ Statement, Parameters }) => ({ Statement, Parameters: Parameters.map((S) => ({ S })) }));

  expect(writtenPartitions({ action: 'BatchExecuteStatement', asked: { Statements } })).toEqual(['N#1', 'U#ada']);
});
