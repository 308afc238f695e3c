import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OwnerContext } from '../../lib/settings/owner-settings.ts';
import { readOwnerSettings } from '../../lib/settings/read-owner-settings.ts';

const template = join(import.meta.dirname, '../../create/template');
const read = (name: string) => readFileSync(join(template, name), 'utf8');
const names = Object.keys(OwnerContext.shape).filter((name) => name !== 'stage'); // which is typed

/** The settings of its file, those that are comments too, as they stand: `['fromName', "'Acme'"]`. */
const settings = [...read('bellhop.config.ts').matchAll(/^ {2}(?:\/\/ )?(\w+): (.+),$/gm)]
  .map(([, name = '', value = '']): [name: string, value: string] => [name, value])
  .filter(([name]) => name !== 'workflows');

test('its file of settings has every setting once, and no other', () => {
  expect(settings.map(([name]) => name).sort()).toEqual([...names].sort());
});

test('each setting that is a comment is one that would do', () => {
  const written: Record<string, unknown> = Object.fromEntries(
    settings.map(([name, value]) => [name, new Function(`return ${value};`)()]),
  );
  const { tableName, tableStreamArn, senderIdentity, fromAddress, ...others } = written;
  const providers = { smsProvider: ['sns', 'end-user-messaging', 'twilio'], emailProvider: ['ses', 'postmark', 'smtp'] };

  const all = readOwnerSettings({ stage: 'dev' }, { stages: { dev: { ...others, ...providers, fromAddress } } });
  const rest = { fromAddress, tableName, tableStreamArn, senderIdentity };

  expect(all).toMatchObject({ fromName: 'Acme', smsCountries: ['GB', 'US'], frequencyCapOver: 'digest' });
  expect(readOwnerSettings({ stage: 'dev' }, { stages: { dev: rest } })).toMatchObject({ senderIdentity: 'existing' });
});

test('what is sent in the examples of our pages is there as it is here', () => {
  for (const file of ['workflow.ts', 'email.tsx'])
    expect(read(`workflows/message/${file}`)).toBe(readFileSync(`workflows/message/${file}`, 'utf8'));
});

test('its TypeScript is ours, and its actions are those that we run', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  const [checkout = ''] = /uses: actions\/checkout@.*/.exec(readFileSync('.github/workflows/check.yml', 'utf8')) ?? [];

  expect(JSON.parse(read('package.json')).devDependencies).toEqual({ typescript: `~${dependencies.typescript}` });
  expect(read('.github/workflows/check.yml')).toContain(checkout);
});
