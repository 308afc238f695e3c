import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lookAt, watchFolder } from '../../local/reload/watch-folder.ts';
import { watchSettings } from '../../local/reload/watch-settings.ts';
import type { Stoppable } from '../../local/stopping.ts';
import { scratchFolder } from '../lib/scratch-folder.ts';

const building = 'workflows/ was edited, and is built …';
const watches: Stoppable[] = [];
afterEach(() => Promise.all(watches.splice(0).map((watch) => watch.stop())));

/** Watches a folder with one file; `said` is what the terminal shows. */
function aWatch(onChange: () => Promise<void> = async () => {}) {
  const folder = join(scratchFolder(), 'workflows');
  mkdirSync(join(folder, 'message'), { recursive: true });
  writeFileSync(join(folder, 'message/workflow.ts'), 'one');
  const said: string[] = [];
  const seen = lookAt(folder);
  watches.push(watchFolder(folder, { seen, onChange, say: (line) => said.push(line.replace(/ \(\d+\.\d s\)/, ' (some time)')) }));
  return { folder, said, untilSaid: (count: number) => until(() => said.length >= count) };
}

async function until(isSo: () => boolean): Promise<void> {
  for (let looks = 0; looks < 500 && !isSo(); looks += 1) await sleep(20);
  expect(isSo()).toBe(true);
}

test.each([
  ['a file that is edited', (folder: string) => writeFileSync(join(folder, 'message/workflow.ts'), 'another')],
  ['a file of a new folder', (folder: string) => mkdirSync(join(folder, 'a/b'), { recursive: true })],
  ['a link that leads to itself', (folder: string) => symlinkSync('loop', join(folder, 'loop'))],
  ['a file that is gone', (folder: string) => rmSync(join(folder, 'message/workflow.ts'))],
  [
    'a file that an editor puts in place of the old one',
    (folder: string) => {
      writeFileSync(join(folder, 'message/.swap'), 'two');
      renameSync(join(folder, 'message/.swap'), join(folder, 'message/workflow.ts'));
    },
  ],
])('%s is a change', async (_, edit) => {
  const { folder, said, untilSaid } = aWatch();

  edit(folder);
  await untilSaid(2);

  expect(said).toEqual([building, 'workflows/ has changed: what is sent from now on is as it says now (some time)']);
});

test('what fails is said, and the next change is tried again', async () => {
  let tries = 0;
  const { folder, said, untilSaid } = aWatch(async () => {
    tries += 1;
    if (tries === 1) throw new Error('workflows/message/workflow.ts:1:5: ERROR: Unexpected end of file');
  });

  writeFileSync(join(folder, 'message/workflow.ts'), 'broken');
  await untilSaid(2);
  writeFileSync(join(folder, 'message/workflow.ts'), 'mended, and longer');
  await untilSaid(4);

  expect(said).toEqual([
    building,
    'workflows/ has changed, and cannot be used (some time); what is sent is as before:\nworkflows/message/workflow.ts:1:5: ERROR: Unexpected end of file',
    building,
    'workflows/ has changed: what is sent from now on is as it says now (some time)',
  ]);
});

test('a change that comes while the last one is taken up is taken up after it', async () => {
  let edit = () => {};
  let changes = 0;
  const { folder, untilSaid } = aWatch(async () => {
    changes += 1;
    if (changes === 1) edit();
  });
  edit = () => writeFileSync(join(folder, 'message/workflow.ts'), 'edited once more');

  writeFileSync(join(folder, 'message/workflow.ts'), 'edited');
  await untilSaid(4);

  expect(changes).toBe(2);
});

test('what was edited before the watch began, and after it was read, is a change', async () => {
  const folder = scratchFolder();
  const seen = lookAt(folder);
  writeFileSync(join(folder, 'index.ts'), 'new');
  const said: string[] = [];

  watches.push(watchFolder(folder, { seen, onChange: async () => {}, say: (line) => said.push(line) }));

  await until(() => said.length === 2);
});

test('an edited file of settings is told to need another start', async () => {
  const file = join(scratchFolder(), 'bellhop.config.ts');
  writeFileSync(file, 'one');
  const said: string[] = [];
  watches.push(watchSettings(file, (line) => said.push(line)));
  await sleep(50); // its first look has to come before the edit

  writeFileSync(file, 'another');
  await until(() => said.length === 1);

  expect(said).toEqual(['bellhop.config.ts has changed: stop with Ctrl-C and start again to use it']);
});
