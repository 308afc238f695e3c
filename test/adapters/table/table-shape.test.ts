import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { stages } from '../../../lib/stage.ts';
import { Storage } from '../../../lib/storage.ts';
import { tableShape } from '../../dynamodb-emulator.ts';

test('the table that tests use is the table that is deployed', () => {
  const stack = new Stack(new App({ analyticsReporting: false, builtinCloudFormationValidation: false }));
  new Storage(stack, 'Storage', { stage: stages.dev, owner: {} });

  const [table] = Object.values(Template.fromStack(stack).findResources('AWS::DynamoDB::Table'));

  expect(table?.Properties).toMatchObject(JSON.parse(JSON.stringify(tableShape)));
});
