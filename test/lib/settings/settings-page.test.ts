import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { emailProviders } from '../../../contract/channels/email/providers.ts';
import type { ProviderList } from '../../../contract/channels/provider-definition.ts';
import { smsProviders } from '../../../contract/channels/sms/providers.ts';
import { OwnerContext } from '../../../lib/settings/owner-settings.ts';
import { readOwnerSettings } from '../../../lib/settings/read-owner-settings.ts';
import { stages } from '../../../lib/stage.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/settings.md'), 'utf8');

/** The rows of the page's table, by the setting that each is about. */
const rows = [...page.matchAll(/^\| `(\w+)` \| (.+) \| (.+) \| `(.+)` \| (.+) \|$/gm)].map(
  ([, name = '', , without = '', example = '', inFile = '']) => ({ name, without, example, inFile }),
);
const rowOf = (name: string) => rows.find((row) => row.name === name);

test('the page has a line for every setting, and for no other', () => {
  expect(rows.map(({ name }) => name)).toEqual(Object.keys(OwnerContext.shape));
});

test.each(Object.entries(OwnerContext.shape))('what it says of %s is what there is', (name, setting) => {
  const { example, inFile = `'${example}'` } = setting.meta() ?? {};
  const { success, data } = setting.safeParse(undefined);

  expect(rowOf(name)).toMatchObject({ example, inFile: name === 'stage' ? expect.any(String) : `\`${inFile}\`` });
  if (!success) expect(rowOf(name)?.without).toMatch(/^refused/);
  else if (data !== undefined && String(data) !== '') expect(rowOf(name)?.without).toBe(`\`${data}\``);
  else expect(rowOf(name)?.without).not.toContain('refused');
});

test.each(rows.filter(({ name }) => name !== 'stage'))('the example of $name means the same typed and in the file', (row) => {
  const beside = { fromAddress: 'hello@example.com', domain: 'example.com', alarmEmail: 'ops@example.com' };
  const api = { apiDomain: 'api.example.com', apiCertificateArn: rowOf('apiCertificateArn')?.example };
  const table = { tableName: rowOf('tableName')?.example };
  const twilio = { twilioAccountSid: rowOf('twilioAccountSid')?.example, twilioSender: rowOf('twilioSender')?.example };
  const smtp = { smtpServer: rowOf('smtpServer')?.example };
  const apns = { apnsTeam: rowOf('apnsTeam')?.example, apnsKeyId: rowOf('apnsKeyId')?.example };
  const push = { push: 'on', ...apns, apnsTopic: rowOf('apnsTopic')?.example };
  const others = {
    ...beside,
    ...twilio,
    ...smtp,
    ...push,
    ...(row.name.startsWith('api') && api),
    ...(row.name === 'tableStreamArn' && table),
  };
  const written: unknown = new Function(`return ${row.inFile.slice(1, -1)};`)();

  const typed = readOwnerSettings({ stage: 'dev', ...others, [row.name]: row.example });
  const filed = readOwnerSettings({ stage: 'dev' }, { stages: { dev: { ...others, [row.name]: written } } });

  expect(filed).toEqual(typed);
});

test("what it says of stages is the stages' own", () => {
  const { dev, staging, prod, local } = stages;
  const budget = `dev ${dev.smsMonthlyBudgetUsd}, staging and prod ${prod.smsMonthlyBudgetUsd}, local ${local.smsMonthlyBudgetUsd}`;

  expect(staging.smsMonthlyBudgetUsd).toBe(prod.smsMonthlyBudgetUsd);
  expect(rowOf('smsMonthlyBudgetUsd')?.without).toBe(budget);
  expect(rowOf('retentionDays')?.without).toBe(`dev and staging ${dev.retentionDays} days, prod ${prod.retentionDays}`);
  const rates = (of: ProviderList) =>
    Object.entries(of).flatMap(([name, { unitsPerSecond }]) => (unitsPerSecond ? [`\`${name}\` ${unitsPerSecond}`] : []));
  expect(rowOf('smsSegmentsPerSecond')?.without).toBe(rates(smsProviders).join(', '));
  expect(rowOf('emailsPerSecond')?.without).toBe(rates(emailProviders).join(', '));
  expect(staging.queueConcurrency).toBe(prod.queueConcurrency);
  expect(rowOf('queueConcurrency')?.without).toBe(`dev ${dev.queueConcurrency}, staging and prod ${prod.queueConcurrency}`);
});

test('the file that it shows is one, and sets every stage well', async () => {
  const [, code = ''] = /```ts\n(import type[\s\S]+?)```/.exec(page) ?? [];
  const written: { stages: Record<string, Record<string, unknown>> } = new Function(
    code
      .replace(/^import .*$/m, '')
      .replace('export default', 'return')
      .replace('satisfies BellhopConfig', ''),
  )();

  expect(Object.keys(written.stages)).toEqual(['dev', 'prod', 'local']);
  for (const stage of Object.keys(written.stages)) expect(readOwnerSettings({ stage }, written).stage).toBe(stage);
});
