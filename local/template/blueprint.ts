import { basename } from 'node:path';
import * as z from 'zod';
import { settingsInTemplate } from '../../lib/settings/settings-record.ts';
import { inertTypes } from './inert-types.ts';
import { type Json, type Lookup, resolve } from './intrinsics.ts';
import { lookupIn, type Place, type RawResource } from './lookup.ts';
import { isLive, type LiveType, liveTypes, type Properties } from './resource-types.ts';

/** One live resource: its id in the template, its name here, and its properties with everything resolved. */
export type Resource<Type extends LiveType> = { logicalId: string; path: string; name: string; properties: Properties<Type> };

/** Everything the template says exists, ready to be brought to life. There is no second list. */
export type Blueprint = {
  tables: Resource<'AWS::DynamoDB::Table'>[];
  queues: Resource<'AWS::SQS::Queue'>[];
  functions: Resource<'AWS::Lambda::Function'>[];
  functionUrls: Resource<'AWS::Lambda::Url'>[];
  /** From queues to functions. */
  mappings: Resource<'AWS::Lambda::EventSourceMapping'>[];
  /** From the table's stream to functions. */
  streamMappings: Resource<'AWS::Lambda::EventSourceMapping'>[];
  apis: Resource<'AWS::ApiGatewayV2::Api'>[];
  integrations: Resource<'AWS::ApiGatewayV2::Integration'>[];
  authorizers: Resource<'AWS::ApiGatewayV2::Authorizer'>[];
  routes: Resource<'AWS::ApiGatewayV2::Route'>[];
  buses: Resource<'AWS::Events::EventBus'>[];
  rules: Resource<'AWS::Events::Rule'>[];
  scheduleGroups: Resource<'AWS::Scheduler::ScheduleGroup'>[];
  configurationSets: Resource<'AWS::SES::ConfigurationSet'>[];
  eventDestinations: Resource<'AWS::SES::ConfigurationSetEventDestination'>[];
  outputs: Record<string, string>;
  /** The owner's settings that it was made with. */
  settings: Record<string, string>;
};

const Template = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: z.record(z.string(), z.json()).optional(),
      Condition: z.string().optional(),
      Metadata: z.record(z.string(), z.json()).optional(),
    }),
  ),
  Outputs: z.record(z.string(), z.object({ Value: z.json() })).default({}),
  Metadata: z
    .object({ [settingsInTemplate]: z.record(z.string(), z.string()).default({}) })
    .default({ [settingsInTemplate]: {} }),
});

/**
 * Reads a synthesized template.
 * @throws Error that names the resource type, intrinsic or property which is not known here.
 */
export function readTemplate(template: unknown, place: Place): Blueprint {
  const { Resources, Outputs, Metadata } = Template.parse(template);
  const lookup = lookupIn(Resources as Record<string, RawResource>, place);
  const resources = Object.entries(Resources);
  for (const [logicalId, { Type }] of resources) refuseUnknown(logicalId, Type);

  const all = <Type extends LiveType>(type: Type): Resource<Type>[] =>
    resources
      .filter(([, resource]) => resource.Type === type)
      .map(([logicalId, resource]) => ({
        logicalId,
        path: constructPath(resource.Metadata?.['aws:cdk:path']) ?? logicalId,
        name: nameOf(logicalId, type, lookup),
        properties: readProperties(logicalId, type, resource as RawResource, lookup),
      }));

  return {
    tables: all('AWS::DynamoDB::Table'),
    queues: all('AWS::SQS::Queue'),
    functions: all('AWS::Lambda::Function'),
    functionUrls: all('AWS::Lambda::Url'),
    mappings: all('AWS::Lambda::EventSourceMapping').filter((mapping) => !readsStream(mapping)),
    streamMappings: all('AWS::Lambda::EventSourceMapping').filter(readsStream),
    apis: all('AWS::ApiGatewayV2::Api'),
    integrations: all('AWS::ApiGatewayV2::Integration'),
    authorizers: all('AWS::ApiGatewayV2::Authorizer'),
    routes: all('AWS::ApiGatewayV2::Route'),
    buses: all('AWS::Events::EventBus'),
    rules: all('AWS::Events::Rule'),
    scheduleGroups: all('AWS::Scheduler::ScheduleGroup'),
    configurationSets: all('AWS::SES::ConfigurationSet'),
    eventDestinations: all('AWS::SES::ConfigurationSetEventDestination'),
    outputs: Object.fromEntries(Object.entries(Outputs).map(([key, { Value }]) => [key, String(resolve(Value as Json, lookup))])),
    settings: Metadata[settingsInTemplate],
  };
}

function readsStream({ properties }: Resource<'AWS::Lambda::EventSourceMapping'>): boolean {
  return properties.EventSourceArn.startsWith('arn:aws:dynamodb:');
}

function refuseUnknown(logicalId: string, type: string): void {
  if (isLive(type) || Object.hasOwn(inertTypes, type)) return;
  throw new Error(
    `the template has a resource type that the local system does not know: ${type} ("${logicalId}"); ` +
      'bring it to life, or list it in local/template/inert-types.ts',
  );
}

function readProperties<Type extends LiveType>(
  logicalId: string,
  type: Type,
  resource: RawResource,
  lookup: Lookup,
): Properties<Type> {
  if (resource.Condition) throw new Error(`${type} "${logicalId}" has the Condition "${resource.Condition}"; none is known here`);
  const parsed = liveTypes[type].safeParse(resolve(resource.Properties ?? {}, lookup));
  if (parsed.success) return parsed.data as Properties<Type>;
  throw new Error(`${type} "${logicalId}" is not one that the local system can run:\n${z.prettifyError(parsed.error)}`);
}

function nameOf(logicalId: string, type: LiveType, lookup: Lookup): string {
  const ref = lookup.ref(logicalId);
  return type === 'AWS::SQS::Queue' ? basename(ref) : ref;
}

/** `Bellhop-local/Delivery/Email/Resource` → `Delivery/Email`: what people call it. */
function constructPath(path: unknown): string | undefined {
  return typeof path === 'string' ? path.split('/').slice(1, -1).join('/') : undefined;
}
