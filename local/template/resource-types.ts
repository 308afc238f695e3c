import * as z from 'zod';
import { apiTypes, corsConfiguration } from './api-types.ts';
import { notHere } from './not-here.ts';

const attributeType = z.enum(['S', 'N', 'B']);
const index = z.strictObject({
  IndexName: z.string(),
  KeySchema: z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) })),
  Projection: z.strictObject({
    ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
    NonKeyAttributes: z.array(z.string()).optional(),
  }),
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
  ...apiTypes,
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

/** Whether a type is one that the local system brings to life. */
export function isLive(type: string): type is LiveType {
  return Object.hasOwn(liveTypes, type);
}
