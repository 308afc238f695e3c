import { readFileSync } from 'node:fs';
import { blocksOf, textsOf } from './blocks.ts';

test('it is read in four minutes', () => {
  expect(readFileSync('README.md', 'utf8').split(/\s+/).length).toBeLessThan(900);
});

test('its bell is that of docs/bell.md, which is run', () => {
  const bell = blocksOf('README.md').filter(({ language }) => ['html', 'js'].includes(language));

  expect(bell).toHaveLength(2);
  for (const { language, text } of bell) expect(textsOf('docs/bell.md', language)).toContain(text);
});
