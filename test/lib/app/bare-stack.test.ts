import { App } from 'aws-cdk-lib';
import { makeBareApp, needsTemplate } from '../../../lib/app/bare-stack.ts';
import { errorsIn } from '../errors-in.ts';
import { scratchFolder } from '../scratch-folder.ts';

beforeEach(() => {
  process.env.CDK_OUTDIR = scratchFolder();
});
afterAll(() => {
  delete process.env.CDK_OUTDIR;
});

test.each([
  ['dev', 'bellhop-dev'],
  [undefined, 'bellhop-stage-is-missing'],
  ['live', 'bellhop-stage-is-missing'],
])('for stage %s the bare stack is called %s, makes nothing, and carries what is wrong', (stage, name) => {
  const assembly = makeBareApp(stage, 'setting fromAddress is missing').synth();

  expect(assembly.stacks.map((stack) => [stack.stackName, stack.template.Resources])).toEqual([[name, undefined]]);
  expect(errorsIn(assembly.directory)).toEqual({ [name]: ['setting fromAddress is missing'] });
});

test.each([
  ['nothing of it, as node bin/app.ts', {}, true],
  ['all stacks, as cdk deploy', { 'aws:cdk:bundling-stacks': ['**'] }, true],
  ['no stack, as cdk bootstrap', { 'aws:cdk:bundling-stacks': [] }, false],
])('whether a template is needed, where the command says %s', (_, context, needed) => {
  expect(needsTemplate(new App({ context, autoSynth: false }))).toBe(needed);
});
