import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { editedHandlers } from '../../../lib/handlers/keep-building-handlers.ts';
import { scratchFolder } from '../scratch-folder.ts';

const handlers = ['log/list', 'planning/plan', 'publishing/publish', 'topics/topics'];

function aProject(): string {
  const project = scratchFolder();
  for (const handler of handlers) {
    mkdirSync(join(project, 'lambdas', handler, '..'), { recursive: true });
    writeFileSync(join(project, `lambdas/${handler}.ts`), '');
  }
  return project;
}

/** A folder of bundles, by what is in each. */
function bundlesOf(inputs: Record<string, string[]>): string {
  const folder = scratchFolder();
  const outputs = Object.entries(inputs).map(([handler, files]) => [
    `bundles/${handler}/index.js`,
    { entryPoint: `lambdas/${handler}.ts`, inputs: Object.fromEntries(files.map((file) => [file, {}])) },
  ]);
  writeFileSync(join(folder, 'metafile.json'), JSON.stringify({ outputs: Object.fromEntries(outputs) }));
  return folder;
}

const whole = {
  'log/list': ['workflows/listed-workflows.ts'],
  'planning/plan': ['core/x.ts', 'workflows/workflow-by-key.ts', '../mine/invoice-due/workflow.ts', '../mine/emails.ts'],
  'publishing/publish': ['workflows/workflow-by-key.ts'],
  'topics/topics': ['core/workflows/rules/reader.ts'],
};

test('an edit builds the functions that workflows are in, those that list them apart, and no other', () => {
  expect(editedHandlers(aProject(), [bundlesOf(whole)])).toEqual({
    withWorkflows: ['planning/plan', 'publishing/publish'],
    withEmails: ['planning/plan'],
    withList: ['log/list'],
    listAlone: true,
  });
});

test('with other settings some bundles lie in a folder of their own: those of both are looked at', () => {
  const anew = bundlesOf({ 'planning/plan': whole['planning/plan'] });

  expect(editedHandlers(aProject(), [anew, bundlesOf({ ...whole, 'gone/since': ['workflows/index.ts'] })])).toMatchObject({
    withWorkflows: ['planning/plan', 'publishing/publish'],
    withList: ['log/list'],
  });
});

test('a function that has both is built with the list; where nothing is known, all are', () => {
  const both = bundlesOf({ ...whole, 'log/list': ['workflows/listed-workflows.ts', 'workflows/index.ts'] });

  expect(editedHandlers(aProject(), [both])).toEqual({
    withWorkflows: ['planning/plan', 'publishing/publish'],
    withEmails: ['planning/plan'],
    withList: ['log/list'],
    listAlone: false,
  });
  expect(editedHandlers(aProject(), [scratchFolder()])).toEqual({
    withWorkflows: [],
    withEmails: [],
    withList: handlers,
    listAlone: false,
  });
});
