import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { dockerHostName } from '../docker/bridge.ts';
import type { Endpoints } from '../endpoints.ts';
import { bundleName, environmentOf } from '../functions/functions.ts';
import { functionArnIn } from '../gateway/api.ts';
import type { Blueprint, Resource } from '../template/blueprint.ts';
import { samName } from './sam-name.ts';

type FunctionResource = Resource<'AWS::Lambda::Function'>;

/** Where the functions run, and the names that people use for them. */
export type SamPlaces = { dataFolder: string; endpoints: Endpoints; nameOf: (reference: string) => string };

/** A function may take at least this long, in seconds: a container on the developer's machine starts slower than Lambda, and who debugs stops it. */
const leastTimeoutSeconds = 30;

/** Names the folder for SAM beside the data. */
export function samFolder(dataFolder: string): string {
  return join(dataFolder, 'sam');
}

/** Removes what an earlier start left for SAM: it names ports that containers cannot reach now. */
export function removeSamFolder(dataFolder: string): void {
  rmSync(samFolder(dataFolder), { recursive: true, force: true });
}

/**
 * Writes a template for `sam local …`: the synthesized functions and routes, with the environment that they have in a container.
 * SAM's own `--env-vars` overrides only what a template already names. Beside it lie SAM's settings, which SAM reads by itself:
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-config.html
 */
export function writeSamFolder(blueprint: Blueprint, places: SamPlaces): void {
  const folder = samFolder(places.dataFolder);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'template.json'), `${JSON.stringify(samTemplate(blueprint, places), null, 2)}\n`);
  writeFileSync(join(folder, 'samconfig.toml'), samSettings);
}

/** Linux does not know the name by itself; Docker Desktop does, and means the same by `host-gateway`. */
const samSettings = `version = 0.1

[default.global.parameters]
add_host = ["${dockerHostName}:host-gateway"]
`;

function samTemplate(blueprint: Blueprint, places: SamPlaces) {
  const functions = blueprint.functions.map((resource) => [samName(places.nameOf(resource.name)), samFunction(resource, places)]);
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Resources: { ...Object.fromEntries(functions), ...samApi(blueprint, places) },
  };
}

function samFunction(resource: FunctionResource, { dataFolder, endpoints }: SamPlaces) {
  const { Handler, Runtime, Timeout, MemorySize } = resource.properties;
  const Properties = {
    FunctionName: resource.name,
    Code: resolve(dataFolder, 'bundles', bundleName(resource)),
    Handler,
    Runtime,
    Timeout: Math.max(Timeout, leastTimeoutSeconds),
    MemorySize,
    Architectures: [process.arch === 'arm64' ? 'arm64' : 'x86_64'], // this machine's: the code is the same, and emulation is slow
    Environment: { Variables: environmentOf(resource, endpoints) },
  };
  return { Type: 'AWS::Lambda::Function', Properties };
}

/**
 * Writes the HTTP API for `sam local start-api`. JWT authorizers are left out, as SAM plays none; stage `local` has none, for users' tokens
 * are signed with its own secret there, and the functions check them.
 */
function samApi({ apis, integrations, routes }: Blueprint, { nameOf }: SamPlaces) {
  const played = apis.filter(({ properties }) => properties.ProtocolType === 'HTTP'); // SAM plays no WebSockets
  const isPlayed = ({ properties: { ApiId } }: { properties: { ApiId: string } }) => played.some(({ name }) => name === ApiId);
  return Object.fromEntries([
    ...played.map(({ logicalId, properties }) => [logicalId, { Type: 'AWS::ApiGatewayV2::Api', Properties: properties }]),
    ...integrations.filter(isPlayed).map(({ logicalId, properties }) => {
      const IntegrationUri = { 'Fn::GetAtt': [samName(nameOf(functionArnIn(properties.IntegrationUri))), 'Arn'] };
      return [logicalId, { Type: 'AWS::ApiGatewayV2::Integration', Properties: { ...properties, IntegrationUri } }];
    }),
    ...routes.filter(isPlayed).map(({ logicalId, properties: { ApiId, RouteKey, Target } }) => {
      return [logicalId, { Type: 'AWS::ApiGatewayV2::Route', Properties: { ApiId, RouteKey, Target } }];
    }),
  ]);
}
