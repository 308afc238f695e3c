import type { Place } from '../../local/template/lookup.ts';

/** Where the templates of these tests are read for. */
export const place: Place = {
  stackName: 'test',
  region: 'us-east-1',
  accountId: '000000000000',
  apiUrl: 'http://127.0.0.1:4620',
  queuesUrl: 'http://127.0.0.1:4622',
};

type Resources = Record<string, { Type: string; Properties?: unknown; Metadata?: unknown; Condition?: string }>;

/** A template with a queue and its dead-letter messages, and whatever else a test needs. */
export function aTemplate(more: Resources = {}, outputs: Record<string, unknown> = {}): unknown {
  const resources: Resources = {
    Work: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        VisibilityTimeout: 1,
        RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 2 },
      },
      Metadata: { 'aws:cdk:path': 'test/Intake/Work/Queue/Resource' },
    },
    Dead: { Type: 'AWS::SQS::Queue', Properties: { MessageRetentionPeriod: 1_209_600 } },
  };
  const values = Object.fromEntries(Object.entries(outputs).map(([name, Value]) => [name, { Value }]));
  return { Resources: { ...resources, ...more }, Outputs: values };
}

/** A function in a template, with these properties beside what every one has. */
export function aFunction(properties: Record<string, unknown> = {}) {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Code: { S3Bucket: 'assets', S3Key: 'bundle.zip' },
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
      ...properties,
    },
  };
}
