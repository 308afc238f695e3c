import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { listHandlers } from '../../../lib/handlers/build-handlers.ts';
import { bundleHandlers as bundle, reuseBundles } from '../../../lib/handlers/bundles.ts';
import { shippedWorkflows } from '../../../lib/places.ts';
import { scratchFolder } from '../scratch-folder.ts';

const bundleHandlers = (project: string, outdir: string) => bundle(project, outdir, { workflows: shippedWorkflows });

/** A project that has these files and nothing else. */
function projectOf(files: Record<string, string>): string {
  const project = scratchFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), text);
  }
  return project;
}

const twoHandlers = {
  'lambdas/users/hello.ts':
    "import { greet } from '../../core/greet.ts'; export async function handler() { return greet('Ada'); }",
  'lambdas/publishing/in/work.ts': "export async function handler(): Promise<string> { return 'done'; }",
  'lambdas/shell/on-http.ts': 'export const notAHandler = true;',
  'core/greet.ts': "export function greet(name: string): string { return 'Hello '.concat(name); }",
};

test('handlers are the files below lambdas/, but for the shell', () => {
  expect(listHandlers(projectOf(twoHandlers))).toEqual(['publishing/in/work', 'users/hello']);
});

test('each handler becomes a folder with one CommonJS file that a function can load, and its map beside it', async () => {
  const outdir = scratchFolder();

  await bundleHandlers(projectOf(twoHandlers), outdir);

  expect(readdirSync(join(outdir, 'bundles/users/hello')).sort()).toEqual(['index.js', 'index.js.map']);
  const module = { exports: {} as { handler(): Promise<string> } };
  new Function('module', 'exports', readFileSync(join(outdir, 'bundles/users/hello/index.js'), 'utf8'))(module, module.exports);
  await expect(module.exports.handler()).resolves.toBe('Hello Ada');
});

test('the same source makes the same bundle, wherever it is made', async () => {
  const bundled = async () => {
    const outdir = scratchFolder();
    await bundleHandlers(projectOf(twoHandlers), outdir);
    return readFileSync(join(outdir, 'bundles/users/hello/index.js'), 'utf8');
  };

  expect(await bundled()).toBe(await bundled());
});

test('a bundle of an earlier synthesis does not stay when its handler is gone', async () => {
  const outdir = scratchFolder();
  const { 'lambdas/publishing/in/work.ts': _, ...oneHandler } = twoHandlers;

  await bundleHandlers(projectOf(twoHandlers), outdir);
  await bundleHandlers(projectOf(oneHandler), outdir);

  expect(readdirSync(join(outdir, 'bundles')).sort()).toEqual(['choice.json', 'metafile.json', 'users']);
});

test('a provider that a stage does not send by is in no bundle, and one of another channel stays', async () => {
  const project = projectOf({
    'lambdas/deliver.ts':
      "import { ways } from '../adapters/providers/email-providers.ts'; import { others } from '../adapters/providers/push-providers.ts';" +
      'export function handler(name: string): string { return { ...ways, ...others }[name] as string; }',
    'adapters/providers/email-providers.ts':
      "import { ses } from './ses/ses.ts'; import { smtp } from './smtp/smtp.ts'; export const ways: Record<string, string> = { ses, smtp };",
    'adapters/providers/push-providers.ts':
      "import { fcm } from './fcm/fcm.ts'; export const others: Record<string, string> = { fcm };",
    'adapters/providers/ses/ses.ts': "export const ses = 'by SES';",
    'adapters/providers/smtp/smtp.ts': "export const smtp = 'by SMTP';",
    'adapters/providers/fcm/fcm.ts': "export const fcm = 'by FCM';",
  });
  const outdir = scratchFolder();

  await bundle(project, outdir, { workflows: shippedWorkflows, providers: { email: ['ses'] } });

  const made = readFileSync(join(outdir, 'bundles/deliver/index.js'), 'utf8');
  expect(made).toContain('by SES');
  expect(made).toContain('by FCM');
  expect(made).not.toContain('by SMTP');
});

test('of bundles that were made before, those of other providers are made again, and the rest is used as it is', async () => {
  const project = projectOf({
    'lambdas/deliver.ts': "import { ways } from '../adapters/providers/email-providers.ts'; export const handler = () => ways;",
    'lambdas/greet.ts': "export const handler = () => 'Hello';",
    'adapters/providers/email-providers.ts':
      "import { ses } from './ses/ses.ts'; import { smtp } from './smtp/smtp.ts'; export const ways = { ses, smtp };",
    'adapters/providers/ses/ses.ts': "export const ses = 'by SES';",
    'adapters/providers/smtp/smtp.ts': "export const smtp = 'by SMTP';",
  });
  const [before, after] = [scratchFolder(), scratchFolder()];
  const workflows = shippedWorkflows;
  await bundle(project, before, { workflows, providers: { email: ['ses'] } });
  const bundles = join(before, 'bundles');

  await reuseBundles(project, after, { workflows, bundles, providers: { email: ['ses'] } });
  expect(existsSync(join(after, 'bundles'))).toBe(false);
  await reuseBundles(project, after, { workflows, bundles, providers: { email: ['smtp'] } });

  expect(readdirSync(join(after, 'bundles')).sort()).toEqual(['choice.json', 'deliver', 'metafile.json']);
  expect(readFileSync(join(after, 'bundles/deliver/index.js'), 'utf8')).toContain('by SMTP');
});

test('a channel that is off leaves its copy and its providers out, and nothing else; bundles made with it are all made again', async () => {
  const project = projectOf({
    ...twoHandlers,
    'lambdas/plan.ts': "import { push } from '../core/channels/push/rules/channel.ts'; export const handler = () => push;",
    'core/channels/push/rules/channel.ts':
      "import { pushProviders } from '../../../../contract/channels/push/providers.ts'; import { pushCopy } from './copy.ts';" +
      "export const push = { title: 'its words', providers: pushProviders, ...pushCopy };",
    'core/channels/push/rules/copy.ts': "export const pushCopy = { schema: 'its copy' };",
    'contract/channels/push/providers.ts': "export const pushProviders = { web: 'its providers' };",
  });
  const [on, off] = [scratchFolder(), scratchFolder()];
  const workflows = shippedWorkflows;
  await bundle(project, on, { workflows });
  const bundles = join(on, 'bundles');

  await reuseBundles(project, off, { workflows, bundles, channelsOff: ['push'] });

  const words = (folder: string) =>
    readFileSync(join(folder, 'bundles/plan/index.js'), 'utf8')
      .match(/its \w+/g)
      ?.sort();
  expect(words(on)).toEqual(['its copy', 'its providers', 'its words']);
  expect(words(off)).toEqual(['its words']);
  expect(readdirSync(join(off, 'bundles')).sort()).toEqual(readdirSync(bundles).sort());
});

test('a handler that the stack names and nobody wrote stops the synthesis by its name', async () => {
  const codeOf = await bundleHandlers(projectOf(twoHandlers), scratchFolder());

  expect(() => codeOf('users/goodbye')).toThrow(
    'the stack has a function for lambdas/users/goodbye.ts, but there is no such file; the handlers are publishing/in/work, users/hello',
  );
});

test('a handler that does not bundle stops the synthesis with its place', async () => {
  const broken = projectOf({ 'lambdas/users/hello.ts': "import { greet } from './greet.ts'; export const handler = greet;" });

  await expect(bundleHandlers(broken, scratchFolder())).rejects.toThrow(
    /^the handlers do not bundle: [\s\S]*lambdas\/users\/hello\.ts:1:22: ERROR: Could not resolve/,
  );
});
