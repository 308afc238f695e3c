import { Annotations, App, Stack } from 'aws-cdk-lib';
import { BUNDLING_STACKS } from 'aws-cdk-lib/cx-api';
import type { Construct } from 'constructs';
import { StageName } from '../stage.ts';

/**
 * Whether the CDK command that runs an app looks into the template (`synth`, `diff`, `deploy`, …). Others, like `bootstrap` and
 * `destroy`, need a stack's name at most: for them the command line asks that no stack is bundled.
 */
export function needsTemplate(scope: Construct): boolean {
  const bundled: unknown = scope.node.tryGetContext(BUNDLING_STACKS);
  return !Array.isArray(bundled) || bundled.length > 0;
}

/**
 * An app that stands in for one whose settings or workflows are at fault: a stack of the right name with nothing in it. The error
 * that it carries keeps it from ever being deployed over the true one, also from its folder. See docs/decisions/0084.
 */
export function makeBareApp(stage: unknown, fault: string): App {
  const app = new App({ analyticsReporting: false, autoSynth: false, builtinCloudFormationValidation: false });
  const { success, data } = StageName.safeParse(stage);
  const stack = new Stack(app, success ? stackNameOf(data) : 'bellhop-stage-is-missing');
  Annotations.of(stack).addError(fault);
  return app;
}

/** What a stage's stack is called, in CloudFormation too. */
export function stackNameOf(stage: StageName): string {
  return `bellhop-${stage}`;
}
