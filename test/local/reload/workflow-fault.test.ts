import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFault } from '../../../local/reload/workflow-fault.ts';
import { describeThrown } from '../../../workflows/_check/describe-thrown.ts';
import { scratchFolder } from '../../lib/scratch-folder.ts';

const base = scratchFolder();
const folder = join(base, 'workflows');
mkdirSync(join(folder, 'message'), { recursive: true });
const file = join(folder, 'message/email.tsx');
writeFileSync(file, Array.from({ length: 9 }, (_, place) => `line ${place + 1}`).join('\n'));
writeFileSync(join(folder, 'message/workflow.ts'), 'line 1');

test.each([
  [
    'esbuild, seen from the project',
    'Build failed with 1 error:\nworkflows/message/email.tsx:5:5: ERROR: Unexpected closing tag',
  ],
  ['esbuild, seen from the folder', 'Build failed with 1 error:\nmessage/email.tsx:5:5: ERROR: Unexpected closing tag'],
  [
    'a stack',
    `workflow "message", email in "en", html: message/email.tsx threw TypeError: x at ${file}:5:6\nsee ${folder}/message/workflow.ts`,
  ],
])('the place of a fault is read as %s tells it, with the lines around it', (_who, message) => {
  expect(readFault(message, { folder, base })).toEqual({
    message,
    file: 'workflows/message/email.tsx',
    line: 5,
    column: 6,
    lines: [2, 3, 4, 5, 6, 7, 8].map((number) => ({ number, text: `line ${number}` })),
  });
});

test.each([
  ['workflow "message", inbox in "en", title: is empty', { file: 'workflows/message/workflow.ts' }],
  ['workflow "message", email in "en", html: message/email.tsx renders no words', { file: 'workflows/message/email.tsx' }],
  ['workflow "gone", inbox in "en", title: is empty', {}],
  ['lost/email.tsx:3:1: ERROR', {}],
])('%s', (message, found) => {
  expect(readFault(message, { folder, base })).toEqual({ message, ...found });
});

test.each([
  ['at InvoiceDueEmail (/home/me/workflows/invoice-due/email.tsx:9:90)', '/home/me/workflows/invoice-due/email.tsx:9:90'],
  ['at Object.inbox (file:///home/me/workflows/message/workflow.ts:3:7)', '/home/me/workflows/message/workflow.ts:3:7'],
  ['at /home/me/workflows/message/workflow.ts:3:7', '/home/me/workflows/message/workflow.ts:3:7'],
])("what an owner's function threw is told with its place: %s", (frame, place) => {
  const error = new TypeError('no name');
  error.stack = `TypeError: no name\n    at Layout (/p/bellhop/workflows/_layout/layout.tsx:1:1)\n    ${frame}\n    at renderToString (/p/preact.js:5:1)`;

  expect(describeThrown(error)).toBe(`TypeError: no name at ${place}`);
});

test('without a place of theirs it is told alone', () => {
  expect(describeThrown(new Error('no name'))).toBe('Error: no name');
  expect(describeThrown('text')).toBe('text');
});
