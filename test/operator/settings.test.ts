import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { compareSettings } from '../../bin/operator/settings/compare-settings.ts';
import { deployedSettings } from '../../bin/operator/settings/deployed-settings.ts';
import { readOwnerSettings } from '../../lib/settings/read-owner-settings.ts';
import { settingsInTemplate, settingsRecord } from '../../lib/settings/settings-record.ts';
import { synthesized } from '../lib/synthesized.ts';

const owner = readOwnerSettings({ stage: 'dev', fromAddress: 'hello@example.com', smsCountries: 'GB,US' });

/** CloudFormation, with this to say of a template's metadata. */
function cloudFormationSaying(answer: { Metadata?: string } | Error): CloudFormationClient {
  const client = new CloudFormationClient({ region: 'eu-west-1' });
  client.send = (async () => {
    if (answer instanceof Error) throw answer;
    return answer;
  }) as never;
  return client;
}

test('a stack writes down what it was deployed with, and the command reads it there', async () => {
  const { template } = await synthesized({ stage: 'prod', fromAddress: 'hello@example.com' });
  const { Metadata } = template as { Metadata?: Record<string, unknown> };
  const client = cloudFormationSaying({ Metadata: JSON.stringify(Metadata) });

  expect(await deployedSettings('prod', client)).toMatchObject({ fromAddress: 'hello@example.com', emailProvider: 'ses' });
});

test('settings are written as the command line takes them, without what is of one deploy alone', () => {
  const record = settingsRecord({ ...owner, allowReplacement: ['Table'] });

  expect(record).toMatchObject({ smsCountries: 'GB,US', fromName: 'Bellhop' });
  expect(Object.keys(record)).not.toEqual(expect.arrayContaining(['allowReplacement']));
  expect(record).not.toHaveProperty('stage');
});

test('a difference names the setting and both values; what a deploy chose by itself is none', () => {
  const deployed = { fromName: 'Bellhop', senderIdentity: 'existing', smsCountries: 'GB' };

  expect(compareSettings(deployed, { fromName: 'Repairs', smsCountries: 'GB', domain: 'example.com' })).toEqual([
    { setting: 'domain', here: 'example.com' },
    { setting: 'fromName', deployed: 'Bellhop', here: 'Repairs' },
  ]);
});

test.each([
  [
    'of a version that wrote nothing down',
    { Metadata: '{}' },
    { code: 1, message: expect.stringContaining('wrote no settings') },
  ],
  [
    'that is not there',
    Object.assign(new Error('Stack with id bellhop-dev does not exist'), { name: 'ValidationError' }),
    { code: 3 },
  ],
])('of a stack %s it says so', async (_what, answer, expected) => {
  await expect(deployedSettings('dev', cloudFormationSaying(answer))).rejects.toMatchObject({ name: 'CannotDo', ...expected });
  expect(settingsInTemplate).toBe('BellhopSettings'); // deployed stacks have it
});
