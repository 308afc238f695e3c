import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { ask } from '../../create/ask.mjs';
import { scratchFolder } from '../lib/scratch-folder.ts';

/** A terminal in which somebody has typed this ahead, and then left. */
function terminal(typed: string) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  input.end(typed);
  return { input, output, isTerminal: true, shown: () => text(output.end()) };
}

test('what no option says is asked, and Enter takes what stands in brackets', async () => {
  const { shown, ...asked } = terminal('Northwind\n\n\n');

  const answers = await ask({ folder: 'notes' }, asked);

  expect(answers).toEqual({ folder: 'notes', name: 'Northwind', fromAddress: 'hello@example.com', region: 'eu-west-1' });
  expect(await shown()).not.toContain('Which folder?');
});

test('an answer that will not do is asked for again, with the reason', async () => {
  const occupied = scratchFolder();
  writeFileSync(join(occupied, 'letters.txt'), '');
  const { shown, ...asked } = terminal(`${occupied}\nnotes\nAcme\nhello\nhello@acme.example\nEurope\neu-central-1\n`);

  const answers = await ask({}, asked);

  expect(answers).toEqual({ folder: 'notes', name: 'Acme', fromAddress: 'hello@acme.example', region: 'eu-central-1' });
  expect(await shown()).toMatch(/it has letters\.txt.*looks like hello@example\.com.*looks like eu-west-1/s);
});

test('a repository in which nothing is yet will do', async () => {
  const folder = scratchFolder();
  mkdirSync(join(folder, '.git'));

  expect(await ask({}, terminal(`${folder}\n\n\n\n`))).toMatchObject({ folder });
});

test('who leaves before the end gets nothing', async () => {
  await expect(ask({ folder: 'notes' }, terminal('Acme\n'))).rejects.toThrow('nothing is written');
});

test('where nobody can be asked, the template has the answers, but for the folder', async () => {
  const noTerminal = { ...terminal(''), isTerminal: false };

  expect(await ask({ folder: 'notes', name: 'Northwind' }, noTerminal)).toMatchObject({ name: 'Northwind', region: 'eu-west-1' });
  await expect(ask({ name: 'Northwind' }, noTerminal)).rejects.toThrow('which folder?');
});
