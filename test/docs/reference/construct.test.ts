// docs/construct.md is written from the declarations of the CDK construct and of the settings.
import { readFileSync } from 'node:fs';
import { printConstruct } from '../../../bin/docs/construct-reference.ts';
import { OwnerContext } from '../../../lib/settings/owner-settings.ts';

const page = readFileSync('docs/construct.md', 'utf8');

test('the page is as `npm run docs -- reference` writes it', () => {
  expect(page).toBe(printConstruct('.'));
});

test('it has a line for each setting and each option of its own, with what the option is', () => {
  const rows = [...page.matchAll(/^\| `(\w+)\??` \| `(.+)` \| (.+) \|$/gm)].map(([, name = '', type = '', about = '']) => ({
    name,
    type,
    about,
  }));

  expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(['workflows', 'env', ...Object.keys(OwnerContext.shape)]));
  expect(rows.filter(({ type, about }) => type === 'unknown' || about.trim() === '' || about === '`undefined`')).toEqual([]);
  expect(rows.find(({ name }) => name === 'allowedOrigins')?.type).toBe('readonly string[]');
  expect(rows.find(({ name }) => name === 'live')?.type).toBe("'on' \\| 'off'");
});
