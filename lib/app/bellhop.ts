import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Stage as Assembly, type Environment } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { BellhopStack } from '../bellhop-stack.ts';
import type { CodeOf } from '../handlers/handler-function.ts';
import { switchedOffBy } from '../settings/channel-settings.ts';
import { OwnerError } from '../settings/owner-error.ts';
import type { OwnerSettings, SettingsOfStage } from '../settings/owner-settings.ts';
import { chosenBy } from '../settings/provider-settings.ts';
import { readOwnerSettings } from '../settings/read-owner-settings.ts';
import type { StageName } from '../stage.ts';
import { needsTemplate } from './bare-stack.ts';
import { bundleAtOnce } from './bundle-at-once.ts';
import { cdkContext } from './cdk-context.ts';

/** The settings of a stage, as `bellhop.config.ts` has them (docs/settings.md), and what only CDK has to know. */
export type BellhopProps = SettingsOfStage & {
  /** Which of your stages this is. The stack is called after it, `bellhop-dev`, by which the command line finds it. */
  stage: Exclude<StageName, 'local'>;
  /** The folder of your workflows, seen from where CDK runs; absent: `workflows`. */
  workflows?: string;
  /** The account and region, as of any stack; absent: those of your credentials. */
  env?: Environment;
};

/**
 * Bellhop as a stack of your own CDK app: the very stack that `bellhop deploy` makes, so that either can go on with what the other has
 * deployed. `senderIdentity` has to be said here, if SES has the sender already: only `bellhop deploy` looks.
 */
export class Bellhop extends BellhopStack {
  /**
   * Checks workflows and settings, bundles the functions, which takes seconds, and makes the stack.
   * @throws Error that says what is wrong with a setting or a workflow, and what would do.
   */
  constructor(scope: Construct, { stage, workflows = 'workflows', env, ...settings }: BellhopProps) {
    const owner = readOwnerSettings({ stage }, { file: 'new Bellhop', stages: { [stage]: settings } });
    super(scope, {
      owner,
      context: cdkContext,
      codeOf: needsTemplate(scope) ? bundle(scope, owner, workflowsAt(workflows)) : () => Code.fromInline('//'),
      ...(env && { env }),
    });
  }
}

function workflowsAt(folder: string): string {
  const workflows = resolve(folder);
  if (statSync(workflows, { throwIfNoEntry: false })?.isDirectory()) return workflows;
  throw new OwnerError(`workflows: "${folder}" is no folder (${workflows}); name the one that holds your workflows`);
}

function bundle(scope: Construct, owner: OwnerSettings, workflows: string): CodeOf {
  const outdir = join(resolve(Assembly.of(scope)?.outdir ?? 'cdk.out'), `bellhop-${owner.stage}`);
  return bundleAtOnce({ outdir, workflows, providers: chosenBy(owner), channelsOff: switchedOffBy(owner) });
}
