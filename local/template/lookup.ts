import { type Json, type Lookup, resolve } from './intrinsics.ts';

/** A resource as the template has it. */
export type RawResource = { Type: string; Properties?: Record<string, Json>; Condition?: string };

/** Where things are in the local system: what physical names and URLs are made from. */
export type Place = { stackName: string; region: string; accountId: string; apiUrl: string; queuesUrl: string };

/** Where the local system has the WebSocket API, if the template has one. */
export const socketPath = '/local/sockets';

/** Where it has the function URLs, each under its name. */
export const functionUrlPath = '/local/urls';

/** The account that every ARN of the local system carries; the queue emulator knows no other. */
export const localAccountId = '000000000000';

/**
 * Answers `Ref` and `Fn::GetAtt` as CloudFormation would, with names that stay the same from start to start.
 * @throws Error that names what is referred to but not in the template.
 */
export function lookupIn(resources: Record<string, RawResource>, place: Place): Lookup {
  const lookup: Lookup = {
    ref(name) {
      const pseudo = pseudoParameter(name, place);
      if (pseudo !== undefined) return pseudo;
      const resource = find(resources, name);
      const physical = physicalName(name, resource, lookup, place);
      if (resource.Type === 'AWS::SQS::Queue') return `${place.queuesUrl}/${place.accountId}/${physical}`;
      return resource.Type === 'AWS::SNS::Topic' ? attributeOf(resource.Type, 'TopicArn', physical, place) : physical;
    },
    attribute(logicalId, attribute) {
      const resource = find(resources, logicalId);
      if (isSocketApi(resource) && attribute === 'ApiEndpoint') return `${place.apiUrl.replace(/^http/, 'ws')}${socketPath}`;
      return attributeOf(resource.Type, attribute, physicalName(logicalId, resource, lookup, place), place);
    },
  };
  return lookup;
}

function isSocketApi({ Type, Properties }: RawResource): boolean {
  return Type === 'AWS::ApiGatewayV2::Api' && Properties?.ProtocolType === 'WEBSOCKET';
}

function find(resources: Record<string, RawResource>, logicalId: string): RawResource {
  const resource = resources[logicalId];
  if (!resource) throw new Error(`the template refers to "${logicalId}", which it does not contain`);
  return resource;
}

function pseudoParameter(name: string, place: Place): string | undefined {
  if (!name.startsWith('AWS::')) return undefined;
  switch (name) {
    case 'AWS::AccountId':
      return place.accountId;
    case 'AWS::Partition':
      return 'aws';
    case 'AWS::Region':
      return place.region;
    case 'AWS::StackId':
      return `arn:aws:cloudformation:${place.region}:${place.accountId}:stack/${place.stackName}/local`;
    case 'AWS::StackName':
      return place.stackName;
    case 'AWS::URLSuffix':
      return 'amazonaws.com';
    default:
      throw new Error(`the template uses the pseudo parameter "${name}", which local/template does not know yet`);
  }
}

/** The property that names a resource of this type, where it has one. */
const nameProperties: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::Events::EventBus': 'Name',
  'AWS::Events::Rule': 'Name',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::Scheduler::ScheduleGroup': 'Name',
  'AWS::SES::ConfigurationSet': 'Name',
  'AWS::SES::EmailIdentity': 'EmailIdentity',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::SQS::Queue': 'QueueName',
};

function physicalName(logicalId: string, resource: RawResource, lookup: Lookup, place: Place): string {
  const given = resource.Properties?.[nameProperties[resource.Type] ?? ''];
  if (given !== undefined) return String(resolve(given, lookup));
  // API Gateway ids stand alone in targets like "integrations/<id>"; the rest is prefixed, as CloudFormation does
  return resource.Type.startsWith('AWS::ApiGatewayV2::') ? logicalId : `${place.stackName}-${logicalId}`;
}

function attributeOf(type: string, attribute: string, name: string, { region, accountId, apiUrl }: Place): string {
  const arn = (service: string, path: string) => `arn:aws:${service}:${region}:${accountId}:${path}`;
  switch (`${type}.${attribute}`) {
    case 'AWS::ApiGatewayV2::Api.ApiEndpoint':
      return apiUrl;
    case 'AWS::ApiGatewayV2::Api.ApiId':
    case 'AWS::ApiGatewayV2::DomainName.RegionalDomainName':
    case 'AWS::SQS::Queue.QueueName':
    case 'AWS::SNS::Topic.TopicName':
      return name;
    case 'AWS::CloudWatch::Alarm.Arn':
      return arn('cloudwatch', `alarm:${name}`);
    case 'AWS::DynamoDB::Table.Arn':
      return arn('dynamodb', `table/${name}`);
    case 'AWS::DynamoDB::Table.StreamArn':
      return arn('dynamodb', `table/${name}/stream/local`); // the emulator has a name of its own for it
    case 'AWS::Events::EventBus.Arn':
      return arn('events', `event-bus/${name}`);
    case 'AWS::Events::Rule.Arn':
      return arn('events', `rule/${name}`);
    case 'AWS::IAM::Role.Arn':
      return `arn:aws:iam::${accountId}:role/${name}`;
    case 'AWS::Lambda::Url.FunctionUrl':
      return `${apiUrl}${functionUrlPath}/${name}/`;
    case 'AWS::Lambda::Function.Arn':
      return arn('lambda', `function:${name}`);
    case 'AWS::Logs::LogGroup.Arn':
      return arn('logs', `log-group:${name}:*`);
    case 'AWS::Scheduler::ScheduleGroup.Arn':
      return arn('scheduler', `schedule-group/${name}`);
    case 'Custom::SmsAccount.Receipts':
      return 'on';
    case 'Custom::SmsAccount.AlarmAboveUsd':
    case 'Custom::SmsAccount.SpendLimit':
    case 'Custom::SmsAccount.SpendLimitUsd':
      return ''; // no limit of money
    case 'Custom::WebPushKey.PublicKey':
      return ''; // made at its first use here, and `GET /v1/me/devices` says it
    case 'AWS::SNS::Topic.TopicArn':
      return arn('sns', name);
    case 'AWS::SQS::Queue.Arn':
      return arn('sqs', name);
    default:
      throw new Error(`the template reads "${attribute}" of a ${type}, which local/template does not know yet`);
  }
}
