import { readFiles } from '../../../../core/channels/email/read-files.ts';
import { bytesOf, mostAttachedBytes, type S3Place } from '../../../../core/channels/email/rules/attachments.ts';
import { EmailOptions } from '../../../../core/channels/email/rules/email-options.ts';
import { typeOf } from '../../../../core/channels/email/rules/file-type.ts';
import { checkCopyFit } from '../../../../core/workflows/rules/copy-fit.ts';
import type { Workflow } from '../../../../core/workflows/rules/workflow.ts';
import { withFileBuckets } from '../../../../core/workflows/rules/workflow-defaults.ts';
import { aWorkflow } from '../../workflows/a-workflow.ts';

const base64 = (bytes: string | Buffer) => Buffer.from(bytes as string).toString('base64');
const hex = (text: string) => Buffer.from(text, 'hex').toString('base64');
const pdf = base64('%PDF-1.7 …');
const isTaken = (...attachments: object[]) => EmailOptions.safeParse({ attachments }).success;

test.each<[string, object]>([
  [
    'a program for Windows under another name',
    { filename: 'invoice.pdf', content: base64('MZ\x90\0'), contentType: 'application/pdf' },
  ],
  ['a program for Linux', { filename: 'data', content: hex('7f454c4602') }],
  ['a program for macOS', { filename: 'data', content: hex('cffaedfe07') }],
  ['a script', { filename: 'notes.txt', content: base64('#!/bin/sh\nrm -rf /') }],
  ['a name that SES refuses', { filename: 'invoice.pdf.EXE', content: base64('hello') }],
  ['a name that SES refuses, with what Windows leaves out behind it', { filename: 'invoice.vbs. ', content: base64('hello') }],
  ['a name that ends as a program and a blank', { filename: 'invoice.js ', content: base64('hello') }],
  ['a name that ends as a program and a mark of direction', { filename: 'שלום.exe\u200f', content: base64('hello') }],
  ['a program with a pair of such marks in its name', { filename: 'photo\u202egpj.\u202cexe', content: base64('hello') }],
  ['a picture that is said to be a PDF', { filename: 'invoice.pdf', content: hex('89504e470d0a1a0a') }],
  ['text that is said to be a PDF', { filename: 'a.bin', content: base64('hello'), contentType: 'Application/PDF' }],
  ['what is no base64', { filename: 'a.txt', content: 'hello!' }],
  ['nothing', { filename: 'a.txt', content: '' }],
  ['a name with a folder', { filename: '../a.txt', content: base64('a') }],
  ['a name that is a folder', { filename: '..', content: base64('a') }],
  ['a name that ends as a program in wide letters', { filename: 'photo．ｅxe', content: base64('a') }],
  ['a name of a stream within a program', { filename: 'invoice.exe::$DATA', content: base64('a') }],
  ['a name with a line in it', { filename: 'a\r\nb.txt', content: base64('a') }],
  ['a type with a line in it', { filename: 'a.txt', content: base64('a'), contentType: 'text/plain\r\nX: y' }],
  ['a type of what holds parts', { filename: 'a.txt', content: base64('a'), contentType: 'multipart/mixed; boundary=x' }],
  ['neither content nor place', { filename: 'a.txt' }],
  ['both of them', { filename: 'a.txt', content: base64('a'), s3: { key: 'a.txt' } }],
  ['a program in a bucket', { filename: 'a.exe', s3: { key: 'a.exe' } }],
  ['a key that is too long', { filename: 'a.txt', s3: { key: 'x'.repeat(1_025) } }],
  ['an id with an angle', { filename: 'a.txt', content: base64('a'), contentId: 'a>' }],
])('%s is refused', (_, file) => expect(isTaken(file)).toBe(false));

test('files are taken by their names, their beginnings, or the type that is said', () => {
  const named = [
    ['invoice.pdf', pdf, undefined, 'application/pdf'],
    ['report.docx', hex('504b0304'), undefined, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['photo', hex('ffd8ffe0'), undefined, 'image/jpeg'],
    ['photo.bin', hex('ffd8ffe0'), 'image/jpg', 'image/jpg'],
    ['rows.csv', base64('a,b'), 'text/csv; charset=utf-8', 'text/csv; charset=utf-8'],
    ['thing', base64('hello'), undefined, 'application/octet-stream'],
  ] as const;
  for (const [filename, content, contentType, type] of named) {
    const file = { filename, content, ...(contentType && { contentType }) };
    expect([filename, isTaken(file)]).toEqual([filename, true]);
    expect(typeOf(file)).toBe(type);
  }
  expect([base64('a'), base64('ab'), base64('abc')].map((content) => bytesOf({ content }))).toEqual([1, 2, 3]);
});

test('an e-mail that is larger than SES takes is refused when it is published, and no channel is left out for it', () => {
  const half = { filename: 'a.txt', content: Buffer.alloc(mostAttachedBytes / 2, 97).toString('base64') };
  const of = (count: number) =>
    checkCopyFit(aWorkflow({ email: (() => ({ attachments: Array(count).fill(half) })) as never }), { name: 'Ada' }, ['email']);

  expect(of(2).faults).toEqual([]);
  expect(of(3)).toMatchObject({
    faults: [{ detail: expect.stringMatching(/email\.attachments: have 10500000 bytes together, and an e-mail takes 7000000$/) }],
    skipped: [],
  });
});

describe('a file in S3', () => {
  const here = { filename: 'a.txt', content: base64('hello') };
  const stored = { filename: 'invoice.pdf', s3: { key: 'sent/17.pdf' } };
  const reads = (content: string) => {
    const asked: unknown[] = [];
    const read = async (...what: unknown[]) => {
      asked.push(what);
      return { files: [{ filename: 'invoice.pdf', content: base64(content) }] };
    };
    return { asked, storedFiles: { read } };
  };

  test('is taken without being read, and stands behind the others when it was', async () => {
    const { asked, storedFiles } = reads('%PDF-1.7');

    const read = await readFiles([stored], [here], { storedFiles });

    expect(isTaken(here, stored, { ...stored, s3: { bucket: 'acme-invoices', key: 'a .. b/...pdf' } })).toBe(true);
    expect(asked).toEqual([[[stored], mostAttachedBytes - 5]]);
    expect(read).toEqual({ files: [here, { filename: 'invoice.pdf', content: base64('%PDF-1.7') }] });
  });

  test.each([
    ['MZ program', 'file 1 in S3 is a program, whatever its name is'],
    ['hello', 'file 1 in S3 is said to be application/pdf, and does not begin as one'],
  ])('that has %j ends the e-mail', async (content, detail) => {
    expect(await readFiles([stored], [], reads(content))).toEqual({
      status: 'failed',
      reason: 'attachment_unavailable',
      detail,
    });
  });

  test.each<[string, S3Place, string | undefined]>([
    ['', { key: 'a.pdf' }, 'needs the setting attachmentBuckets, which names no bucket'],
    ['acme/sent/', { key: 'a.pdf' }, 'lies in no place that attachmentBuckets names'],
    ['acme/sent/', { bucket: 'other', key: 'sent/a.pdf' }, 'lies in no place that attachmentBuckets names'],
    ['acme/sent/', { key: 'sent/a.pdf' }, undefined],
  ])('is refused when it is published where the buckets are %j and it lies in %j', (buckets, s3, detail) => {
    const attachments = [here, { filename: 'a.pdf', s3 }];
    const workflow = aWorkflow({ email: () => ({ attachments }) }) as unknown as Workflow;
    const inStage = withFileBuckets(new Map([[workflow.key, workflow]]), buckets).get(workflow.key) as Workflow;

    const { faults } = checkCopyFit(inStage, { name: 'Ada' }, ['email']);

    const told = { pointer: '/data', detail: `workflow "greeting", email.attachments.1.s3: ${detail}` };
    expect(faults).toEqual(detail === undefined ? [] : [told]);
  });

  test('ends the e-mail where the owner names no bucket', async () => {
    expect(await readFiles([stored], [], {})).toMatchObject({
      status: 'failed',
      detail: expect.stringContaining('attachmentBuckets'),
    });
  });
});

test.each<[string, object]>([
  ['ends before it starts', { end: '2030-03-20T07:00:00Z' }],
  ['has a uid with a space', { uid: 'a b' }],
  ['has a line in its summary', { summary: 'a\nb' }],
  ['has another method', { method: 'publish' }],
])('an invitation that %s is refused', (_, changes) => {
  const invitation = { uid: 'r-7', start: '2030-03-20T08:00:00Z', end: '2030-03-20T09:00:00Z', summary: 'Repair' };

  expect(EmailOptions.safeParse({ invitation }).success).toBe(true);
  expect(EmailOptions.safeParse({ invitation: { ...invitation, ...changes } }).success).toBe(false);
});
