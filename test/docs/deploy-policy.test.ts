import { readFileSync } from 'node:fs';
import { apiKeyKey, apiKeyList } from '../../adapters/dynamodb/access/keys.ts';
import { stackNameOf } from '../../lib/app/bare-stack.ts';

type Statement = {
  Sid: string;
  Effect: string;
  Action: string | string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
};
const { Statement: statements }: { Statement: Statement[] } = JSON.parse(readFileSync('docs/deploy-policy.json', 'utf8'));

const place = 'eu-west-1:123456789012'; // as each owner has their own, so does the page say

/** What is there by the stage's name: the bootstrap's roles of CDK, the sender, and what CloudFormation gives an end of its own. */
const named = [
  ...['deploy', 'file-publishing', 'lookup'].map(
    (role) => `arn:aws:iam::123456789012:role/cdk-hnb659fds-${role}-role-123456789012-eu-west-1`,
  ),
  `arn:aws:cloudformation:${place}:stack/${stackNameOf('prod')}/*`,
  `arn:aws:ses:${place}:identity/example.com`,
  `arn:aws:dynamodb:${place}:table/${stackNameOf('prod')}-*`,
];

test('the policy for a deploy has no action by a star, and names each thing that it is for', () => {
  const actions = statements.flatMap(({ Action }) => Action);
  const resources = statements.flatMap(({ Resource }) => Resource);

  expect(statements.length).toBeGreaterThan(3);
  expect(new Set(statements.flatMap((statement) => Object.keys(statement)))).toEqual(
    new Set(['Sid', 'Effect', 'Action', 'Resource', 'Condition']),
  );
  expect(actions.filter((action) => !/^[a-z0-9]+:[A-Z]\w+$/.test(action))).toEqual([]);
  expect(resources.toSorted()).toEqual(named.toSorted());
});

test('whoever has it reads and changes the keys of the table, and no user', () => {
  const table = statements.filter(({ Action }) => [Action].flat().some((action) => action.startsWith('dynamodb:')));
  const [pattern, list] = [table[0]?.Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] ?? []].flat();

  expect(table).toHaveLength(1);
  expect([pattern, list]).toEqual([apiKeyKey('*').pk, apiKeyList]);
  expect(table[0]?.Condition?.Null).toEqual({ 'dynamodb:LeadingKeys': 'false' });
});
