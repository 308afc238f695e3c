import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Endpoints } from './endpoints.ts';
import { bundleName, environmentOf } from './functions/functions.ts';
import type { Resource } from './template/blueprint.ts';

type FunctionResource = Resource<'AWS::Lambda::Function'>;

/** The name of the file in the data folder that `sam local invoke --template` is given. */
export const samTemplateName = 'sam-template.json';

/** Where the functions run, and the names that people use for them. */
export type SamPlaces = { dataFolder: string; endpoints: Endpoints; nameOf: (functionName: string) => string };

/**
 * Writes a template for `sam local invoke`: the synthesized functions, with the environment they have here. SAM's own
 * `--env-vars` overrides only what a template already names, so it could not add the way to the engines.
 * The engines are on 127.0.0.1, so SAM's container has to share the host's network: `--docker-network host`.
 */
export function writeSamTemplate(functions: FunctionResource[], { dataFolder, endpoints, nameOf }: SamPlaces): void {
  const resources = functions.map((resource) => [samName(nameOf(resource.name)), samFunction(resource, dataFolder, endpoints)]);
  const template = { AWSTemplateFormatVersion: '2010-09-09', Resources: Object.fromEntries(resources) };
  writeFileSync(join(dataFolder, samTemplateName), `${JSON.stringify(template, null, 2)}\n`);
}

/** `deliver-email` as SAM takes it, which allows letters and digits only: `DeliverEmail`. */
function samName(name: string): string {
  return name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function samFunction(resource: FunctionResource, dataFolder: string, endpoints: Endpoints) {
  const { Handler, Runtime, Timeout, MemorySize } = resource.properties;
  const Variables = environmentOf(resource, endpoints);
  const Properties = {
    FunctionName: resource.name,
    Code: resolve(dataFolder, 'bundles', bundleName(resource)),
    Handler,
    Runtime,
    Timeout,
    MemorySize,
    Architectures: [process.arch === 'arm64' ? 'arm64' : 'x86_64'], // this laptop's: the code is the same, and emulation is slow
    Environment: { Variables },
  };
  return { Type: 'AWS::Lambda::Function', Properties };
}
