import { readFileSync } from 'node:fs';
import { apiKeyKey, apiKeyList } from '../../adapters/dynamodb/access/keys.ts';

type Statement = {
  Sid: string;
  Effect: string;
  Action: string | string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
};
const { Statement: statements }: { Statement: Statement[] } = JSON.parse(readFileSync('docs/deploy-policy.json', 'utf8'));

/** What is named as the stack's, the bootstrap's of CDK, or the sender's, which each owner names. */
const bounded =
  /^arn:aws:(?:iam::\*:role\/cdk-hnb659fds-|cloudformation:\*:\*:stack\/bellhop-|dynamodb:\*:\*:table\/bellhop-|ses:\*:\*:identity\/example\.com$)/;

test('the policy for a deploy has no action by a star, and names what it is for', () => {
  const actions = statements.flatMap(({ Action }) => Action);
  const resources = statements.flatMap(({ Resource }) => Resource);

  expect(statements.length).toBeGreaterThan(3);
  expect(new Set(statements.flatMap((statement) => Object.keys(statement)))).toEqual(
    new Set(['Sid', 'Effect', 'Action', 'Resource', 'Condition']),
  );
  expect(actions.filter((action) => !/^[a-z0-9]+:[A-Z]\w+$/.test(action))).toEqual([]);
  expect(resources.filter((resource) => !bounded.test(resource))).toEqual([]);
});

test('whoever has it reads and changes the keys of the table, and no user', () => {
  const table = statements.filter(({ Action }) => [Action].flat().some((action) => action.startsWith('dynamodb:')));
  const [pattern, list] = [table[0]?.Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] ?? []].flat();

  expect(table).toHaveLength(1);
  expect([pattern, list]).toEqual([apiKeyKey('*').pk, apiKeyList]);
  expect(table[0]?.Condition?.Null).toEqual({ 'dynamodb:LeadingKeys': 'false' });
});
