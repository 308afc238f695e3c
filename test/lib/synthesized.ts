import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { addStack } from '../../lib/make-app.ts';
import { readOwnerSettings } from '../../lib/owner-settings.ts';

type Json = Record<string, unknown>;
export type Resource = { Type: string; Properties: Json; DeletionPolicy?: string };
export type Template = { Resources: Record<string, Resource>; Outputs: Record<string, { Value: unknown }> };

/** A synthesized stack: its template, the door behind each function, and what the audits found. */
export type Synthesized = { template: Template; doors: string[] };

/**
 * Synthesizes the stack as a deploy would, audits and all, with empty functions in place of bundles.
 * `validated` also checks each resource against CloudFormation's own schemas, which takes two seconds to start.
 */
export function synthesized(settings: Record<string, string>, { validated = false } = {}): Synthesized {
  const outdir = mkdtempSync(join(tmpdir(), 'bellhop-synth-'));
  const app = new App({ outdir, analyticsReporting: false, builtinCloudFormationValidation: validated });
  const doors: string[] = [];
  const stack = addStack(app, readOwnerSettings(settings), (door) => {
    doors.push(door);
    return Code.fromInline('exports.handler = async () => {};');
  });
  const template: Template = app.synth().getStackByName(stack.stackName).template;
  return { template, doors };
}

/** The resources of one type, by their ids. */
export function allOf(template: Template, type: string): Record<string, Resource> {
  return Object.fromEntries(Object.entries(template.Resources).filter(([, resource]) => resource.Type === type));
}

/** The id of the resource that a `Ref` or `Fn::GetAtt` points to. */
export function idOf(reference: unknown): string {
  const { Ref, 'Fn::GetAtt': attribute } = reference as { Ref?: string; 'Fn::GetAtt'?: [string, string] };
  const id = Ref ?? attribute?.[0];
  if (id === undefined) throw new Error(`${JSON.stringify(reference)} points to no resource`);
  return id;
}
