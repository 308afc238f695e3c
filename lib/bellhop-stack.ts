import { type Environment, Stack } from 'aws-cdk-lib';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { TokenSecret } from './access/token-secret.ts';
import { stackNameOf } from './app/bare-stack.ts';
import { Live } from './channels/inbox/live.ts';
import { PollUrl } from './channels/inbox/poll-url.ts';
import { Delivery } from './delivery/delivery.ts';
import { Events } from './events/events.ts';
import { Feedback } from './feedback/feedback.ts';
import type { CodeOf } from './handlers/handler-function.ts';
import { Api } from './http/api.ts';
import { HttpHandlers } from './http/http-handlers.ts';
import { Alarms } from './operations/alarms.ts';
import { CostBudget } from './operations/cost-budget.ts';
import { Dashboard } from './operations/dashboard.ts';
import { Jobs } from './operations/jobs.ts';
import { LogQueries } from './operations/log-queries.ts';
import { Monitoring } from './operations/monitoring.ts';
import { addOutputs } from './outputs.ts';
import { UnsubscribeSecret } from './preferences/unsubscribe-secret.ts';
import { Bus } from './publishing/bus.ts';
import { Intake } from './publishing/intake.ts';
import { ScheduleTimers } from './schedules/schedule-timers.ts';
import type { OwnerSettings } from './settings/owner-settings.ts';
import { settingsInTemplate, settingsRecord } from './settings/settings-record.ts';
import { stageOf } from './settings/stage-of.ts';
import { Statistics } from './statistics/statistics.ts';
import { Storage } from './storage.ts';
import { WebhookSecret } from './webhooks/webhook-secret.ts';
import { Webhooks } from './webhooks/webhooks.ts';

export type BellhopStackProps = {
  owner: OwnerSettings;
  codeOf: CodeOf;
  env?: Environment;
  /** CDK's feature flags, where the app has others. */
  context?: Readonly<Record<string, unknown>>;
};

/**
 * Makes the whole system, and reads as a table of contents. Ids of constructs stay what they once were (`Doors`, `Watch`): under
 * another one CloudFormation would make a thing anew.
 */
export class BellhopStack extends Stack {
  /** Where the HTTP API is, without a slash at its end. */
  readonly apiUrl: string;
  /** What takes `notification.publish` events: an app that may `grantPutEventsTo` it needs no API key. */
  readonly bus: IEventBus;
  /** What takes publishes as messages, for whoever may `grantSendMessages` to it. */
  readonly queue: IQueue;

  constructor(scope: Construct, { owner, codeOf, env, context = {} }: BellhopStackProps) {
    const stage = stageOf(owner);
    super(scope, stackNameOf(owner.stage), {
      stackName: stackNameOf(owner.stage), // beneath a `Stage` of CDK too
      ...(env && { env }),
      description: 'Bellhop: notifications as inbox, e-mail and SMS',
      terminationProtection: stage.terminationProtection,
    });

    for (const [name, value] of Object.entries(context)) this.node.setContext(name, value); // before there is anything in it
    this.templateOptions.metadata = { [settingsInTemplate]: settingsRecord(owner) }; // `bellhop settings` reads it
    const alarms = new Alarms(this, 'Alarms', { stage, owner });
    const bill = new CostBudget(this, 'Bill', { owner });
    const storage = new Storage(this, 'Storage', { stage, owner });
    const tokenSecret = new TokenSecret(this, { stage, owner });
    const unsubscribeSecret = new UnsubscribeSecret(this, { stage });

    const live = owner.live === 'on' ? new Live(this, 'Live', { stage, codeOf, storage, tokenSecret }) : undefined;
    const pollUrl =
      owner.feedUrl === 'on' ? new PollUrl(this, 'Polls', { stage, owner, codeOf, storage, tokenSecret, live }) : undefined;
    const delivery = new Delivery(this, 'Delivery', { stage, owner, codeOf, alarms, storage, unsubscribeSecret });
    const intake = new Intake(this, 'Intake', { stage, owner, codeOf, storage, delivery, live });
    const feedback = new Feedback(this, 'Feedback', { stage, codeOf, storage, intake, channels: delivery.channels });
    const bus = new Bus(this, 'Bus', { stage, intake });
    const webhookSecret = new WebhookSecret(this, { stage });
    const webhooks =
      owner.webhooks === 'on' && storage.streamArn !== undefined
        ? new Webhooks(this, 'Webhooks', { stage, codeOf, storage, alarms, secret: webhookSecret })
        : undefined;
    const told = { bus: owner.events === 'on' ? bus : undefined, webhooks };
    const { streamArn } = storage;
    const events =
      streamArn !== undefined && (told.bus ?? told.webhooks) !== undefined
        ? new Events(this, 'Events', { stage, codeOf, storage, streamArn, ...told })
        : undefined;
    this.bus = bus.bus;
    this.queue = intake.ingest.queue;
    const timers = new ScheduleTimers(this, 'Timers', { intake });
    const statistics =
      streamArn === undefined ? undefined : new Statistics(this, 'Statistics', { stage, codeOf, storage, streamArn });
    const handlers = new HttpHandlers(this, 'Doors', {
      stage,
      owner,
      codeOf,
      storage,
      intake,
      timers,
      delivery,
      tokenSecret,
      unsubscribeSecret,
      webhookSecret,
      webhooks,
      live,
      pollUrl,
    });
    const api = new Api(this, 'Api', { stage, owner, handlers });
    this.apiUrl = api.url;
    delivery.linkTo(api);
    handlers.linkTo(api);
    const jobs = new Jobs(this, 'Schedules', { stage, codeOf, storage, intake, timers });
    const watched = { alarms, api, bus, delivery, events, feedback, intake, jobs, statistics, storage, webhooks };
    const monitoring = new Monitoring(this, 'Watch', watched);
    new LogQueries(this, 'LogQueries');
    if (owner.dashboard === 'on') new Dashboard(this, 'Overview', watched);

    addOutputs(this, { ...watched, stage, owner, live, pollUrl, timers, monitoring, bill });
  }
}
