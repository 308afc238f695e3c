import { bootstrapVersionNeeded } from '../../../bin/operator/doctor/account/bootstrap.ts';
import { synthesized } from '../../lib/synthesized.ts';
import { idOf } from '../../lib/template.ts';
import { inOrder } from './a-deployment.ts';

const { template } = await synthesized({ stage: 'prod', fromAddress: 'hello@example.com' });

test('the bootstrap version is the one that the template asks for', () => {
  const refused = /"CheckBootstrapVersion".*?\[((?:"\d+",?)+)\]/.exec(JSON.stringify(template))?.[1]; // the versions that are too old

  expect(
    refused
      ?.split(',')
      .map((version) => Number(JSON.parse(version)))
      .at(-1),
  ).toBe(bootstrapVersionNeeded - 1);
});

test('the recorded stack has no output that a real one lacks', () => {
  const recorded = inOrder.DescribeStacks.Stacks.flatMap(({ Outputs }) => Outputs.map(({ OutputKey }) => OutputKey));

  expect(recorded.length).toBeGreaterThan(10);
  expect(Object.keys(template.Outputs)).toEqual(expect.arrayContaining(recorded));
});

test.each([
  ['EmailFunctionName', ['FROM_ADDRESS', 'CONFIGURATION_SET']],
  ['SmsFunctionName', ['SMS_COUNTRIES', 'SMS_MONTHLY_BUDGET_USD', 'SMS_SENDER_ID']],
])('the function in %s has the settings that are read from it', (output, settings) => {
  const { Environment } = template.Resources[idOf(template.Outputs[output]?.Value)]?.Properties ?? {};

  expect(Object.keys((Environment as { Variables: object }).Variables)).toEqual(expect.arrayContaining(settings));
});
