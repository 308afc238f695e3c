import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { addStack } from '../../lib/app/make-app.ts';
import { readOwnerSettings } from '../../lib/settings/read-owner-settings.ts';
import { scratchFolder } from './scratch-folder.ts';
import type { Template } from './template.ts';

/** A synthesized stack: its template, the handler behind each function, and what the audits found. */
export type Synthesized = { template: Template; handlers: string[] };

/**
 * Synthesizes the stack as a deploy would, audits and all, with empty functions in place of bundles.
 * `validated` also checks each resource against CloudFormation's own schemas, which takes two seconds to start.
 */
export function synthesized(settings: Record<string, string>, { validated = false } = {}): Synthesized {
  const outdir = scratchFolder();
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0; // CDK notes where each construct was made, for nobody here, and jest traces each line to its source
  try {
    return synthesize(settings, { outdir, validated });
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function synthesize(
  settings: Record<string, string>,
  { outdir, validated }: { outdir: string; validated: boolean },
): Synthesized {
  const app = new App({ outdir, analyticsReporting: false, builtinCloudFormationValidation: validated });
  const handlers: string[] = [];
  const stack = addStack(app, readOwnerSettings(settings), (handler) => {
    handlers.push(handler);
    return Code.fromInline('exports.handler = async () => {};');
  });
  const template: Template = app.synth().getStackByName(stack.stackName).template;
  return { template, handlers };
}
