import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Endpoints } from './endpoints.ts';
import { bundleName, environmentOf } from './functions/functions.ts';
import type { Resource } from './template/blueprint.ts';

type FunctionResource = Resource<'AWS::Lambda::Function'>;

/** The name of the file in the data folder that `sam local invoke --template` is given. */
export const samTemplateName = 'sam-template.json';

/**
 * Writes a template for `sam local invoke`: the synthesized functions, with the environment they have here. SAM's own
 * `--env-vars` overrides only what a template already names, so it could not add the way to the engines.
 * The engines are on 127.0.0.1, so SAM's container has to share the host's network: `--docker-network host`.
 */
export function writeSamTemplate(dataFolder: string, functions: FunctionResource[], endpoints: Endpoints): void {
  const resources = functions.map((resource) => [resource.logicalId, samFunction(resource, dataFolder, endpoints)]);
  const template = { AWSTemplateFormatVersion: '2010-09-09', Resources: Object.fromEntries(resources) };
  writeFileSync(join(dataFolder, samTemplateName), `${JSON.stringify(template, null, 2)}\n`);
}

function samFunction(resource: FunctionResource, dataFolder: string, endpoints: Endpoints) {
  const { Handler, Runtime, Timeout, MemorySize, Architectures } = resource.properties;
  const Variables = environmentOf(resource, endpoints);
  const Properties = {
    FunctionName: resource.name,
    Code: resolve(dataFolder, 'bundles', bundleName(resource)),
    Handler,
    Runtime,
    Timeout,
    MemorySize,
    Architectures,
    Environment: { Variables },
  };
  return { Type: 'AWS::Lambda::Function', Properties };
}
