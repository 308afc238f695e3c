import { cpSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EditedBuilds, editedBuilds } from '../../../local/reload/edited-builds.ts';
import { scratchFolder } from '../../lib/scratch-folder.ts';

let builds: EditedBuilds | undefined;
afterEach(() => builds?.stop());

/** A synthesis of which three functions are known: two that have workflows in them, one of these with templates, and one that lists them. */
function aSynthesis(): string {
  const folder = scratchFolder();
  const output = (entryPoint: string, ...inputs: string[]) => ({
    entryPoint,
    inputs: Object.fromEntries(inputs.map((input) => [input, {}])),
  });
  const email = output('lambdas/channels/email/deliver-email.ts', 'workflows/index.ts', '../mine/workflows/emails.ts');
  const outputs = {
    'bundles/publishing/publish/index.js': output('lambdas/publishing/publish.ts', 'workflows/index.ts'),
    'bundles/channels/email/deliver-email/index.js': email,
    'bundles/message-log/message-log/index.js': output('lambdas/message-log/message-log.ts', 'workflows/listed-workflows.ts'),
  };
  mkdirSync(join(folder, 'bundles'), { recursive: true });
  writeFileSync(join(folder, 'bundles/metafile.json'), JSON.stringify({ outputs }));
  return folder;
}

test('edit after edit is built into the functions that have it; one that is wrong is told, and the next is built again', async () => {
  const folder = join(scratchFolder(), 'workflows');
  cpSync(join(import.meta.dirname, '../../../create/template/workflows'), folder, { recursive: true });
  let leaveAlone = () => {};
  const opened = editedBuilds({ folder, dataFolder: scratchFolder(), syntheses: [aSynthesis()] }, (_, then) => {
    leaveAlone = then;
    return () => {};
  });
  builds = opened;
  const build = () => opened.build(new AbortController().signal);
  const edit = (what: string, by: string, file = join(folder, 'message/workflow.ts')) =>
    writeFileSync(file, readFileSync(file, 'utf8').replace(what, by));
  const sender = ({ bundles }: { bundles: string }) => join(bundles, 'channels/email/deliver-email/index.js');
  const publisher = ({ bundles }: { bundles: string }) => join(bundles, 'publishing/publish/index.js');
  const lister = ({ bundles }: { bundles: string }) => join(bundles, 'message-log/message-log/index.js');
  const wordsIn = (file: string) =>
    ['edited once', 'edited twice', 'edited after', 'edited template'].filter((words) =>
      readFileSync(file, 'utf8').includes(words),
    );
  const wordsOf = (edited: { bundles: string }) => [wordsIn(publisher(edited)), wordsIn(lister(edited))];

  edit('Welcome aboard', 'edited once');
  const first = await build();
  expect(wordsOf(first)).toEqual([['edited once'], ['edited once']]);
  expect(first.workflows.find(({ key }) => key === 'message')?.example).toMatchObject({ title: 'edited once' });

  const listed = statSync(lister(first)).mtimeMs;
  edit('subject: ({ title }) => title', "subject: ({ title }) => title + 'edited twice'");
  expect(wordsOf(await build())).toEqual([['edited once', 'edited twice'], ['edited once']]);
  expect(statSync(lister(first)).mtimeMs).toBe(listed); // its list is the same

  const published = statSync(publisher(first)).mtimeMs;
  edit('`Open ', '`edited template ', join(folder, 'message/email.tsx'));
  expect(wordsIn(sender(await build()))).toEqual(['edited once', 'edited twice', 'edited template']);
  expect(statSync(publisher(first)).mtimeMs).toBe(published); // it has no templates

  edit("title: 'edited once'", "title: ['edited once'");
  await expect(build()).rejects.toThrow(/message\/workflow\.ts:\d+:\d+: ERROR/);
  edit("title: ['edited once'", "title: ''");
  await expect(build()).rejects.toThrow('workflow "message"');

  leaveAlone(); // for minutes, so that what was kept is gone
  edit("title: ''", "title: 'edited after'");
  const last = await build();
  expect(wordsOf(last)).toEqual([['edited twice', 'edited after'], ['edited after']]);
  expect(last.workflows.find(({ key }) => key === 'message')?.example).toMatchObject({ title: 'edited after' });
});
