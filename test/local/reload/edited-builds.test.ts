import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EditedBuilds, editedBuilds } from '../../../local/reload/edited-builds.ts';
import { scratchFolder } from '../../lib/scratch-folder.ts';

let builds: EditedBuilds | undefined;
afterEach(() => builds?.stop());

test('edit after edit is built into the functions that have it; one that is wrong is told, and the next is built again', async () => {
  const folder = join(scratchFolder(), 'workflows');
  cpSync(join(import.meta.dirname, '../../../create/template/workflows'), folder, { recursive: true });
  const built = scratchFolder();
  mkdirSync(built, { recursive: true });
  const entryPoint = 'lambdas/publishing/publish.ts';
  const outputs = { 'bundles/publishing/publish/index.js': { entryPoint, inputs: { 'workflows/index.ts': {} } } };
  writeFileSync(join(built, 'metafile.json'), JSON.stringify({ outputs }));
  const opened = editedBuilds({ folder, dataFolder: scratchFolder(), built });
  builds = opened;
  const build = () => opened.build(new AbortController().signal);
  const edit = (file: string, what: string, by: string) =>
    writeFileSync(join(folder, file), readFileSync(join(folder, file), 'utf8').replace(what, by));
  const wordsIn = ({ bundles }: { bundles: string }) =>
    ['edited once', 'edited twice'].filter((words) =>
      readFileSync(join(bundles, 'publishing/publish/index.js'), 'utf8').includes(words),
    );

  edit('message/workflow.ts', 'Welcome aboard', 'edited once');
  const first = await build();
  expect(wordsIn(first)).toEqual(['edited once']);
  expect(first.workflows.find(({ key }) => key === 'message')?.example).toMatchObject({ title: 'edited once' });

  edit('message/workflow.ts', "title: 'edited once'", "title: ['edited once'");
  await expect(build()).rejects.toThrow(/message\/workflow\.ts:\d+:\d+: ERROR/);
  edit('message/workflow.ts', "title: ['edited once'", "title: ''");
  await expect(build()).rejects.toThrow('workflow "message"');

  edit('message/workflow.ts', "title: ''", "title: 'edited twice'");
  const last = await build();
  expect(wordsIn(last)).toEqual(['edited twice']);
  expect(last.workflows.find(({ key }) => key === 'message')?.example).toMatchObject({ title: 'edited twice' });
});
