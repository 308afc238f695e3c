// the first file that synthesizes starts this → stacks, one after the other in one process, where CDK is loaded once
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { BUNDLING_STACKS } from 'aws-cdk-lib/cx-api';
import * as z from 'zod';
import { Bellhop, type BellhopProps } from '../../exports/cdk.ts';
import { cdkContext } from '../../lib/app/cdk-context.ts';
import { addStack } from '../../lib/app/make-app.ts';
import { BellhopStack } from '../../lib/bellhop-stack.ts';
import { readOwnerSettings } from '../../lib/settings/read-owner-settings.ts';
import { answerCalls } from '../shared-process/answer-calls.ts';

process.once('disconnect', () => process.exit());
Error.stackTraceLimit = 0; // CDK notes where each construct was made, for nobody here

/** A resource that CloudFormation would refuse stops the synthesis, where CDK alone would only warn. */
const strict = { '@aws-cdk/core:validateAgainstDefaultRules': true };

const Order = z.object({ settings: z.record(z.string(), z.string()), validated: z.boolean() });

const made = new Map<string, ReturnType<typeof synthesize>>(); // a synthesis takes a third of a second

answerCalls({
  '/synthesize': async (order) => {
    const synthesis = made.get(order) ?? synthesize(Order.parse(JSON.parse(order)));
    made.set(order, synthesis);
    return synthesis;
  },
  '/construct': async (order) => {
    const { props, settings } = JSON.parse(order);
    return construct(props, settings);
  },
});

/** The stack of `bellhop/cdk` in an app without one feature flag, beside the one that a deploy makes; functions are not bundled. */
function construct(props: BellhopProps, settings: Record<string, string>) {
  const outdir = mkdtempSync(join(tmpdir(), 'bellhop-construct-'));
  try {
    const app = new App({ outdir, analyticsReporting: false, context: { [BUNDLING_STACKS]: [] } });
    const { stackName, apiUrl, queue, bus } = new Bellhop(app, props);
    const ours = new App({ outdir: join(outdir, 'ours'), analyticsReporting: false, context: cdkContext });
    const stack = new BellhopStack(ours, { owner: readOwnerSettings(settings), codeOf: () => Code.fromInline('//') });
    const templateOf = (made: App) => made.synth().getStackByName(stack.stackName).template;
    return { stackName, template: templateOf(app), deployed: templateOf(ours), given: [apiUrl, queue.queueArn, bus.eventBusArn] };
  } catch (error) {
    return { refusal: error instanceof Error ? error.message : String(error) };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function synthesize({ settings, validated }: z.infer<typeof Order>) {
  const outdir = mkdtempSync(join(tmpdir(), 'bellhop-synthesis-'));
  try {
    const app = new App({ outdir, analyticsReporting: false, builtinCloudFormationValidation: validated, context: strict });
    const handlers: string[] = [];
    const stack = addStack(app, readOwnerSettings(settings), (handler) => {
      handlers.push(handler);
      return Code.fromInline('exports.handler = async () => {};');
    });
    return { template: app.synth().getStackByName(stack.stackName).template, handlers };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
