import { inOrder, refusal } from '../a-deployment.ts';
import type { Case } from './case.ts';

const stackIs = (StackStatus: string) => ({
  answers: { DescribeStacks: { Stacks: [{ ...inOrder.DescribeStacks.Stacks[0], StackStatus }] } },
});
const noStack = { DescribeStacks: refusal('ValidationError', 'Stack with id bellhop-prod does not exist') };

const apiDomain = {
  answers: {
    DescribeStacks: {
      Stacks: inOrder.DescribeStacks.Stacks.map((stack) => ({
        ...stack,
        Outputs: [
          ...stack.Outputs.filter(({ OutputKey }) => OutputKey !== 'ApiUrl'),
          { OutputKey: 'ApiUrl', OutputValue: 'https://api.example.com' },
          { OutputKey: 'ApiDomainRecord', OutputValue: 'api.example.com CNAME d-1.execute-api.eu-west-1.amazonaws.com' },
        ],
      })),
    },
  },
};

const paused = (what: string, mark: Record<string, { S: string }>) => ({
  answers: { [`GetItem PARK#${what}`]: { Item: { pk: { S: `PARK#${what}` }, sk: { S: '-' }, ...mark } } },
});

const tableIs = (changes: object) => ({ answers: { DescribeTable: { Table: { ...inOrder.DescribeTable.Table, ...changes } } } });
const withoutOutput = (name: string) => ({
  answers: {
    DescribeStacks: {
      Stacks: inOrder.DescribeStacks.Stacks.map((stack) => ({
        ...stack,
        Outputs: stack.Outputs.filter(({ OutputKey }) => OutputKey !== name),
      })),
    },
  },
});

/** What the checks of system say when something is not in order. */
export const systemCases: readonly Case[] = [
  [
    'owners-pauses',
    'has a workflow that somebody paused',
    paused('workflows', { 'why:message': { S: 'the logo is wrong' }, 'since:message': { S: '2026-11-29T11:00:00.000Z' } }),
    'wrong',
    /"message" is paused since 2026-11-29T11:00:00.000Z: the logo is wrong/,
    /resume message --stage prod/,
  ],
  [
    'owners-pauses',
    'has SMS paused',
    paused('sms', { why: { S: 'no money' } }),
    'wrong',
    /sms is paused: no money/,
    /resume sms/,
  ],
  ['stack', 'is not there yet', { answers: noStack }, 'not-yet', /bellhop-prod is not deployed/, /cdk -- deploy -c stage=prod/],
  ['stack', 'is just being deployed', stackIs('UPDATE_IN_PROGRESS'), 'not-yet', /UPDATE_IN_PROGRESS/, /Wait/],
  [
    'stack',
    'took its last deploy back',
    stackIs('UPDATE_ROLLBACK_COMPLETE'),
    'wrong',
    /failed, and was taken back/,
    /cloudformation/,
  ],
  ['stack', 'is stuck', stackIs('UPDATE_ROLLBACK_FAILED'), 'wrong', /UPDATE_ROLLBACK_FAILED/, /cloudformation/],
  [
    'api',
    'waits for its own domain',
    apiDomain,
    'not-yet',
    /api.example.com is not in the DNS/,
    /api.example.com CNAME d-1.execute-api/,
  ],
  [
    'api',
    'answers 503',
    { answers: { 'the API': { $status: 503, message: 'Service Unavailable' } } },
    'wrong',
    /answers 503/,
    /runbook/,
  ],
  [
    'api',
    'is that of another stage',
    { answers: { 'the API': { status: 'ok', stage: 'dev' } } },
    'wrong',
    /as stage dev/,
    /runbook/,
  ],
  ['api', 'does not answer', { answers: { 'the API': 'silence' } }, 'cannot-tell', /socket hang up/, /reaches AWS/],
  [
    'api-keys',
    'are all revoked',
    {
      answers: {
        Query: {
          Items: [{ ...inOrder.Query.Items[0], revokedAt: { S: '2026-11-02T00:00:00.000Z' } }],
          Count: 1,
          ScannedCount: 1,
        },
      },
    },
    'not-yet',
    /No live key/,
    /keys create/,
  ],
  [
    'allowed-origins',
    'are none',
    { answers: { GetApi: { apiId: 'a', name: 'bellhop-prod', protocolType: 'HTTP' } } },
    'not-yet',
    /No origin/,
    /allowedOrigins=/,
  ],
  [
    'schedules',
    'have stopped',
    { now: '2026-11-29T13:00:00Z' },
    'wrong',
    /release-due \(last success 2026-11-29T11:55:02.000Z\)/,
    /missed-jobs/,
  ],
  [
    'schedules',
    'have never run',
    { answers: { BatchGetItem: { Responses: {}, UnprocessedKeys: {} } } },
    'not-yet',
    /No job has run/,
    /five minutes/,
  ],
  [
    'dead-letters',
    'lie in two queues',
    {
      answers: {
        'GetQueueAttributes SmsDeadLetters': {
          Attributes: { ApproximateNumberOfMessages: '2', ApproximateNumberOfMessagesNotVisible: '1' },
        },
        'GetQueueAttributes MissedJobs': { Attributes: { ApproximateNumberOfMessages: '1' } },
      },
    },
    'wrong',
    /sms: 3, jobs: 1/,
    /dlq show sms --stage prod/,
  ],
  [
    'alarm-subscription',
    'is not confirmed',
    {
      answers: {
        ListSubscriptionsByTopic: {
          Subscriptions: [{ ...inOrder.ListSubscriptionsByTopic.Subscriptions[0], SubscriptionArn: 'PendingConfirmation' }],
        },
      },
    },
    'not-yet',
    /not confirmed/,
    /Click the link/,
  ],
  [
    'alarm-subscription',
    'is missing',
    { answers: { ListSubscriptionsByTopic: { Subscriptions: [] } } },
    'not-yet',
    /Nobody/,
    /alarmEmail=/,
  ],
  [
    'table-parts',
    'lacks an index, as a table of the owner may',
    tableIs({ GlobalSecondaryIndexes: [] }),
    'wrong',
    /has no index log/,
    /docs\/restore\.md/,
  ],
  ['table-parts', 'lacks a stream', tableIs({ StreamSpecification: undefined }), 'not-yet', /has no stream/, /tableStreamArn/],
  [
    'table-parts',
    'has a stream that the stack has not been told of',
    withoutOutput('StatisticsDeadLettersUrl'),
    'not-yet',
    /nothing reads its stream/,
    /tableStreamArn: 'arn:aws:dynamodb/,
  ],
  [
    'table-backups',
    'are off',
    {
      answers: {
        DescribeContinuousBackups: {
          ContinuousBackupsDescription: {
            ContinuousBackupsStatus: 'ENABLED',
            PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'DISABLED' },
          },
        },
      },
    },
    'wrong',
    /off/,
    /deploy/,
  ],
];
