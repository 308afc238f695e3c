import { describeDestroy } from '../../../bin/deploy/describe-destroy.ts';
import { ComparedTemplate } from '../../../lib/app/stateful-changes.ts';
import { synthesized } from '../../lib/synthesized.ts';

async function described(context: Record<string, string>): Promise<string> {
  const synthesis = await synthesized({ fromAddress: 'hello@example.com', ...context });
  const template = ComparedTemplate.parse(synthesis.template);
  return describeDestroy({ stage: context.stage ?? '', template, tableName: 'bellhop-table' });
}

test('on dev the table goes, and what is said to stay is its sender and its secrets', async () => {
  const text = await described({ stage: 'dev' });

  expect(text).toMatch(/^What goes with bellhop-dev: .* and the table bellhop-table with all users/);
  expect(text).toContain('aws sesv2 delete-email-identity --email-identity hello@example.com');
  expect(text).toContain('aws ssm delete-parameters --names /bellhop/dev/token-secret /bellhop/dev/unsubscribe-secret');
  expect(text).not.toContain('-c tableName');
});

test('on prod the table stays, with the lines that use it again and that remove it', async () => {
  const text = await described({ stage: 'prod' });

  expect(text).toContain('npm run cdk -- deploy -c stage=prod -c tableName=bellhop-table');
  expect(text).toContain('aws dynamodb delete-table --table-name bellhop-table');
});

test('a table and a sender that the stack has not made are none of its own', async () => {
  const text = await described({ stage: 'dev', tableName: 'bellhop-table', senderIdentity: 'existing' });

  expect(text).toContain('-c tableName=bellhop-table');
  expect(text).not.toContain('delete-email-identity');
});
