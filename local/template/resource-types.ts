import * as z from 'zod';

/** What has no meaning in the local system: nothing behaves differently without it. */
const notHere = z.unknown().optional();

const attributeType = z.enum(['S', 'N', 'B']);
const index = z.strictObject({
  IndexName: z.string(),
  KeySchema: z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) })),
  Projection: z.strictObject({
    ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
    NonKeyAttributes: z.array(z.string()).optional(),
  }),
});

const corsConfiguration = z.strictObject({
  AllowOrigins: z.array(z.string()).default([]),
  AllowMethods: z.array(z.string()).default([]),
  AllowHeaders: z.array(z.string()).default([]),
  ExposeHeaders: z.array(z.string()).default([]),
  MaxAge: z.number().optional(),
  AllowCredentials: z.boolean().optional(),
});

/** Event types of SES as CloudFormation spells them; the emulator here tells those that the mailbox simulator or a reader can cause. */
const sesEventType = z.enum([
  'send',
  'delivery',
  'deliveryDelay',
  'bounce',
  'complaint',
  'reject',
  'renderingFailure',
  'subscription',
  'open',
  'click',
]);

/**
 * The resource types that the local system brings to life, with every property that may occur.
 * A property that is not listed is refused by its name; one that is `notHere` was looked at and left out.
 */
export const liveTypes = {
  'AWS::DynamoDB::Table': z.strictObject({
    TableName: z.string().optional(),
    KeySchema: index.shape.KeySchema,
    AttributeDefinitions: z.array(z.strictObject({ AttributeName: z.string(), AttributeType: attributeType })),
    LocalSecondaryIndexes: z.array(index).optional(),
    GlobalSecondaryIndexes: z.array(index).optional(),
    BillingMode: z.literal('PAY_PER_REQUEST'),
    StreamSpecification: z.strictObject({ StreamViewType: z.literal('NEW_AND_OLD_IMAGES') }).optional(),
    TimeToLiveSpecification: z.strictObject({ AttributeName: z.string(), Enabled: z.boolean() }).optional(),
    PointInTimeRecoverySpecification: notHere,
    DeletionProtectionEnabled: notHere,
    SSESpecification: notHere,
    Tags: notHere,
  }),
  'AWS::SQS::Queue': z.strictObject({
    QueueName: z.string().optional(),
    VisibilityTimeout: z.number().optional(),
    DelaySeconds: z.number().optional(),
    MaximumMessageSize: z.number().optional(),
    MessageRetentionPeriod: z.number().optional(),
    ReceiveMessageWaitTimeSeconds: z.number().optional(),
    RedrivePolicy: z.strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: z.number() }).optional(),
    RedriveAllowPolicy: notHere,
    SqsManagedSseEnabled: notHere,
    Tags: notHere,
  }),
  'AWS::Lambda::Function': z.strictObject({
    FunctionName: z.string().optional(),
    Code: z.strictObject({ S3Bucket: z.string(), S3Key: z.string() }),
    Handler: z.literal('index.handler'),
    Runtime: z.literal('nodejs24.x'),
    Timeout: z.number().default(3), // Lambda's own default, in seconds
    MemorySize: z.number().default(128),
    Environment: z.strictObject({ Variables: z.record(z.string(), z.string()) }).default({ Variables: {} }),
    Description: z.string().optional(), // names the handler
    ReservedConcurrentExecutions: notHere, // one machine has no account to share
    RecursiveLoop: z.enum(['Allow', 'Terminate']).default('Terminate'),
    Architectures: notHere,
    DeadLetterConfig: notHere, // a job that fails shows in its log and in the console, and its next run makes up for it
    LoggingConfig: z
      .strictObject({
        LogGroup: notHere,
        LogFormat: z.enum(['JSON', 'Text']).default('Text'),
        SystemLogLevel: notHere,
        ApplicationLogLevel: notHere,
      })
      .default({ LogFormat: 'Text' }),
    Role: notHere,
    TracingConfig: notHere,
    Tags: notHere,
  }),
  'AWS::Lambda::Url': z.strictObject({
    TargetFunctionArn: z.string(),
    AuthType: z.literal('NONE'),
    Cors: corsConfiguration.optional(),
    InvokeMode: z.literal('BUFFERED').optional(),
  }),
  'AWS::Lambda::EventSourceMapping': z.strictObject({
    EventSourceArn: z.string(),
    FunctionName: z.string(),
    BatchSize: z.number().default(10),
    MaximumBatchingWindowInSeconds: z.number().default(0),
    ScalingConfig: z.strictObject({ MaximumConcurrency: z.number() }).optional(),
    FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
    // of a stream alone
    StartingPosition: z.literal('TRIM_HORIZON').optional(),
    FilterCriteria: z
      .strictObject({ Filters: z.array(z.strictObject({ Pattern: z.string().transform((text) => JSON.parse(text)) })) })
      .optional(),
    BisectBatchOnFunctionError: z.boolean().default(false),
    TumblingWindowInSeconds: z.number().optional(),
    MaximumRetryAttempts: z.number().optional(),
    MaximumRecordAgeInSeconds: z.number().optional(),
    ParallelizationFactor: z.literal(1).optional(),
    DestinationConfig: z.strictObject({ OnFailure: z.strictObject({ Destination: z.string() }) }).optional(),
    Tags: notHere,
  }),
  'AWS::ApiGatewayV2::Api': z.strictObject({
    Name: z.string(),
    ProtocolType: z.enum(['HTTP', 'WEBSOCKET']),
    RouteSelectionExpression: notHere, // what browsers say goes nowhere
    CorsConfiguration: corsConfiguration.optional(),
    Description: notHere,
    DisableExecuteApiEndpoint: notHere,
    Tags: notHere,
  }),
  'AWS::ApiGatewayV2::Integration': z.strictObject({
    ApiId: z.string(),
    IntegrationType: z.enum(['AWS_PROXY', 'MOCK']),
    IntegrationUri: z.string(),
    PayloadFormatVersion: z.literal('2.0').optional(), // a WebSocket API knows no other
    RequestTemplates: notHere, // what a mock answers is said to nobody
    TimeoutInMillis: z.number().default(30_000), // the default and the most an HTTP API allows
    IntegrationMethod: notHere,
  }),
  'AWS::ApiGatewayV2::Authorizer': z.strictObject({
    ApiId: z.string(),
    Name: z.string(),
    AuthorizerType: z.literal('JWT'),
    IdentitySource: z.tuple([z.literal('$request.header.Authorization')]),
    JwtConfiguration: z.strictObject({ Audience: z.array(z.string()), Issuer: z.string() }),
  }),
  'AWS::ApiGatewayV2::Route': z.strictObject({
    ApiId: z.string(),
    RouteKey: z.string(),
    Target: z.string(),
    AuthorizationType: z.enum(['NONE', 'JWT']).default('NONE'),
    AuthorizerId: z.string().optional(),
  }),
  'AWS::ApiGatewayV2::Stage': z.strictObject({
    ApiId: z.string(),
    StageName: z.enum(['$default', 'live']),
    AutoDeploy: z.literal(true),
    AccessLogSettings: notHere,
    DefaultRouteSettings: notHere, // API Gateway's own throttling; the limit per key is the handlers' and works here
    RouteSettings: notHere,
    Tags: notHere,
  }),
  'AWS::Events::EventBus': z.strictObject({ Name: z.string(), Description: notHere, Tags: notHere }),
  'AWS::Events::Rule': z.strictObject({
    Name: z.string().optional(),
    EventBusName: z.string().optional(),
    EventPattern: z.record(z.string(), z.unknown()).optional(),
    ScheduleExpression: z.string().optional(),
    State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
    Targets: z
      .array(
        z.strictObject({
          Id: z.string(),
          Arn: z.string(),
          Input: z.string().optional(),
          DeadLetterConfig: notHere, // the emulators here take what they are handed
          RetryPolicy: notHere,
        }),
      )
      .default([]),
    Description: notHere,
    Tags: notHere,
  }),
  'AWS::Scheduler::ScheduleGroup': z.strictObject({ Name: z.string().optional(), Tags: notHere }),
  'AWS::SES::ConfigurationSet': z.strictObject({
    Name: z.string().optional(),
    DeliveryOptions: notHere,
    ReputationOptions: notHere,
    SendingOptions: notHere,
    SuppressionOptions: notHere,
    TrackingOptions: notHere,
    VdmOptions: notHere,
    Tags: notHere,
  }),
  'AWS::SES::ConfigurationSetEventDestination': z.strictObject({
    ConfigurationSetName: z.string(),
    EventDestination: z.strictObject({
      Name: z.string().optional(),
      Enabled: z.boolean().default(false),
      EventBridgeDestination: z.strictObject({ EventBusArn: z.string().endsWith(':event-bus/default') }), // SES takes no other bus
      MatchingEventTypes: z.array(sesEventType),
    }),
  }),
} as const;

/** A resource type that comes to life here. */
export type LiveType = keyof typeof liveTypes;

/** The properties of a live type, with intrinsics resolved and defaults filled in. */
export type Properties<Type extends LiveType> = z.infer<(typeof liveTypes)[Type]>;

/** Types that deploy but need nothing in the local system, each for a reason. */
export const inertTypes: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::Account': 'where AWS writes access logs',
  'AWS::ApiGatewayV2::ApiMapping': 'the local system is called by its own address',
  'AWS::ApiGatewayV2::DomainName': 'the local system is called by its own address',
  'AWS::Budgets::Budget': 'nothing here costs money',
  'AWS::CDK::Metadata': 'says how the template was made',
  'AWS::CloudWatch::Alarm': 'the local system calls nobody at night',
  'AWS::CloudWatch::Dashboard': 'the console shows the same',
  'AWS::Events::Archive': 'events are not replayed here; publish them again',
  'AWS::Events::EventBusPolicy': 'every caller here is the developer',
  'AWS::IAM::ManagedPolicy': 'rights are checked on AWS and by the synth tests',
  'AWS::IAM::Policy': 'rights are checked on AWS and by the synth tests',
  'AWS::IAM::Role': 'rights are checked on AWS and by the synth tests',
  'AWS::Lambda::EventInvokeConfig':
    'what fails is in the log: the next run of a cron does what it left, and events are tried three times',
  'AWS::Lambda::Permission': 'every caller here is the developer',
  'AWS::Logs::LogGroup': 'logs are files here',
  'AWS::Logs::MetricFilter': 'logs are files here',
  'AWS::Logs::QueryDefinition': 'logs are files here',
  'AWS::Logs::ResourcePolicy': 'every caller here is the developer',
  'Custom::SmsAccount': 'the local SNS logs by itself, and has no limit of money',
  'AWS::SES::EmailIdentity': 'there is no mail domain to prove',
  'AWS::SMSVOICE::ConfigurationSet': 'SMS are told of without one',
  'AWS::SNS::Subscription': 'only alarms are sent through topics',
  'AWS::SNS::Topic': 'only alarms are sent through topics',
  'AWS::SNS::TopicPolicy': 'only alarms are sent through topics',
  'AWS::SQS::QueuePolicy': 'every caller here is the developer',
};

/** Whether a type is one that the local system brings to life. */
export function isLive(type: string): type is LiveType {
  return Object.hasOwn(liveTypes, type);
}
