import { CfnOutput, type Stack } from 'aws-cdk-lib';
import { capitalize } from '../contract/capitalize.ts';
import { queueOf, sendChannels } from '../contract/channels/channels.ts';
import { dnsRecords } from './channels/email/dns-records.ts';
import type { Live } from './channels/inbox/live.ts';
import type { PollUrl } from './channels/inbox/poll-url.ts';
import { concurrencyNeed } from './delivery/concurrency.ts';
import type { Delivery } from './delivery/delivery.ts';
import type { WorkQueue } from './handlers/work-queue.ts';
import type { CostBudget } from './operations/cost-budget.ts';
import type { Monitoring } from './operations/monitoring.ts';
import type { Watched } from './operations/watched.ts';
import type { ScheduleTimers } from './schedules/schedule-timers.ts';
import { switchedOnBy } from './settings/channel-settings.ts';
import type { OwnerSettings } from './settings/owner-settings.ts';
import type { Stage } from './stage.ts';
import { version } from './version.ts';

type OutputProps = Watched & {
  stage: Stage;
  owner: OwnerSettings;
  live: Live | undefined;
  pollUrl: PollUrl | undefined;
  timers: ScheduleTimers;
  monitoring: Monitoring;
  bill: CostBudget;
};

/** Writes down what the owner, the command line and the local system have to know of a stack that is deployed. */
export function addOutputs(stack: Stack, props: OutputProps): void {
  const { stage, owner, alarms, api, bus, feedback, intake, delivery, events, statistics, webhooks } = props;
  const { live, pollUrl, jobs, timers, storage, monitoring, bill } = props;
  const concurrency = concurrencyNeed(stage, {
    channelsOn: switchedOnBy(owner),
    webhooks: webhooks !== undefined,
    streamReaders: [statistics, events].filter((reader) => reader !== undefined).length,
  });
  const { account: smsAccount } = delivery.channels.sms;
  const { push } = delivery.channels;
  const { configurationSet, dkimRecords = [] } = delivery.channels.email.needs;
  const values = {
    ApiUrl: api.url,
    IngestQueueUrl: intake.ingest.queue.queueUrl,
    ...urlsOf(delivery, 'QueueUrl', ({ queue }) => queue),
    IngestDeadLettersUrl: intake.ingest.deadLetters.queue.queueUrl,
    ...urlsOf(delivery, 'DeadLettersUrl', ({ deadLetters }) => deadLetters.queue),
    BusDeadLettersUrl: bus.deadLetters.queue.queueUrl,
    FeedbackDeadLettersUrl: feedback.deadLetters.queue.queueUrl,
    ...(webhooks && {
      WebhooksQueueUrl: webhooks.work.queue.queueUrl,
      WebhooksDeadLettersUrl: webhooks.work.deadLetters.queue.queueUrl,
    }),
    ...(events && { EventsDeadLettersUrl: events.deadLetters.queue.queueUrl }),
    ...(events && owner.events === 'on' && { EventsBusName: bus.bus.eventBusName }), // which is told, and not webhooks alone
    ...(statistics && { StatisticsDeadLettersUrl: statistics.deadLetters.queue.queueUrl }),
    MissedJobsUrl: jobs.deadLetters.queue.queueUrl,
    BusName: bus.bus.eventBusName,
    ScheduleGroupName: timers.groupName, // where EventBridge Scheduler has the timers of the owner's schedules
    TableName: storage.table.tableName,
    ...(configurationSet && { ConfigurationSetName: configurationSet.configurationSetName }),
    ApiId: api.http.apiId,
    ...(feedback.rule && { FeedbackRuleName: feedback.rule.ruleName }),
    FeedbackFunctionArn: feedback.function.functionArn,
    SmsLogRoleArn: feedback.smsLogRole.roleArn,
    ...(smsAccount && { SmsReceipts: smsAccount.receipts, SmsSpendLimit: smsAccount.spendLimit }),
    ...(push && { WebPushKey: push.webKey }), // made at the deploy, unless it was there
    // what they are set to is what is deployed, whatever a file or a flag says
    ...functionNames(delivery),
    AlarmTopicArn: alarms.topic.topicArn, // subscribe to it what shall be told
    ...(bill.name !== undefined && { CostBudgetName: bill.name }), // what the console shows of the month's bill
    RollbackAlarmArn: monitoring.functionsFail.alarmArn, // docs/safe-deploys.md
    ...(live && { LiveUrl: live.url }),
    ...(pollUrl && { FeedUrl: pollUrl.url }),
    Region: stack.region,
    Version: version,
    LambdaConcurrencyLeast: String(concurrency.least),
    LambdaConcurrencyAdvised: String(concurrency.advised),
    ...dnsRecords(owner, {
      region: stack.region,
      dkim: dkimRecords,
      apiHost: api.hostBehindDomain,
    }),
  };
  for (const [name, value] of Object.entries(values)) new CfnOutput(stack, name, { value });
}

/** Lists a URL for each of the channels' queues, under names like `BulkEmailQueueUrl`. */
function urlsOf({ queues }: Delivery, what: string, of: (queue: WorkQueue) => { queueUrl: string }): Record<string, string> {
  return Object.fromEntries(Object.entries(queues).map(([name, queue]) => [`${capitalize(name)}${what}`, of(queue).queueUrl]));
}

/** Who sends on each channel, as `SmsFunctionName`: of several functions, the one that messages go to each by itself. */
function functionNames({ handlers }: Delivery): Record<string, string> {
  const names = sendChannels().flatMap((channel) => {
    const handler = handlers[queueOf(channel, { isBulk: false })];
    return handler === undefined ? [] : [[`${capitalize(channel)}FunctionName`, handler.function.functionName]];
  });
  return Object.fromEntries(names);
}
