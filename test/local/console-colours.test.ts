import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contrast } from '../../core/tenants/rules/contrast.ts';

const tokens = readFileSync(join(import.meta.dirname, '../../local/console/elements/tokens.css'), 'utf8');
const [light = '', dark = ''] = tokens.split('@media (prefers-color-scheme: dark)');

function colour(name: string, css: string): string {
  const found = new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(css)?.[1];
  if (found === undefined) throw new Error(`tokens.css has no --${name}`);
  return found;
}

describe.each([
  ['light', light],
  ['dark', dark],
])('in %s', (_, css) => {
  test.each(['ink', 'muted', 'moving', 'wrong', 'well'])('%s can be read on every ground, that of a lit step too', (text) => {
    const unreadable = ['page', 'pane', 'raised', 'hover', 'accent-soft'].filter(
      (ground) => contrast(colour(text, css), colour(ground, css)) < 4.5,
    );

    expect(unreadable).toEqual([]);
  });
});
