import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import type { RouteHandler } from '../../contract/http/routes.ts';
import type { TokenSecret } from '../access/token-secret.ts';
import type { Live } from '../channels/inbox/live.ts';
import type { PollUrl } from '../channels/inbox/poll-url.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { type CodeOf, HandlerFunction } from '../handlers/handler-function.ts';
import { addFrequencyCapEnvironment } from '../planning/frequency-cap-environment.ts';
import { addDefaultsEnvironment } from '../preferences/defaults-environment.ts';
import type { UnsubscribeSecret } from '../preferences/unsubscribe-secret.ts';
import type { Intake } from '../publishing/intake.ts';
import type { ScheduleTimers } from '../schedules/schedule-timers.ts';
import type { OwnerSettings } from '../settings/owner-settings.ts';
import type { Stage } from '../stage.ts';
import type { Storage } from '../storage.ts';
import type { WebhookSecret } from '../webhooks/webhook-secret.ts';
import { addReach, type Webhooks } from '../webhooks/webhooks.ts';

export type HttpHandlersProps = {
  stage: Stage;
  owner: OwnerSettings;
  codeOf: CodeOf;
  storage: Storage;
  intake: Intake;
  timers: ScheduleTimers;
  delivery: Delivery;
  tokenSecret: TokenSecret;
  unsubscribeSecret: UnsubscribeSecret;
  webhookSecret: WebhookSecret;
  webhooks: Webhooks | undefined;
  live: Live | undefined;
  pollUrl: PollUrl | undefined;
};

/** Makes the functions behind the API, each with the few rights that its calls need. */
export class HttpHandlers extends Construct {
  private readonly receiveReceipt: HandlerFunction;
  private readonly integrations: Partial<Record<RouteHandler, HttpLambdaIntegration>> = {};

  constructor(scope: Construct, id: string, props: HttpHandlersProps) {
    super(scope, id);
    const { storage, intake, tokenSecret } = props;

    const publish = this.addServerHandler('Publish', 'publishing/publish', props);
    storage.grant(publish, 'publish');
    intake.grantPublish(publish);

    const notifications = this.addServerHandler('Notifications', 'publishing/notifications', props);
    storage.grant(notifications, 'manageNotifications');

    const messageLog = this.addServerHandler('MessageLog', 'message-log/message-log', props);
    storage.grant(messageLog, 'readLog');

    const resend = this.addServerHandler('Resend', 'message-log/resend', props);
    storage.grant(resend, 'readLog');
    storage.grant(resend, 'resend');
    intake.ingest.grantSend(resend);

    const dryRun = this.addServerHandler('DryRun', 'dry-run/dry-run', props);
    storage.grant(dryRun, 'dryRun');
    addDefaultsEnvironment(dryRun, props.owner);
    intake.addFilesEnvironment(dryRun);
    addFrequencyCapEnvironment(dryRun, props.owner);
    props.delivery.addDryRunEnvironment(dryRun);

    const users = this.addServerHandler('Users', 'users/users', props);
    storage.grant(users, 'manageUsers');
    storage.grant(users, 'eraseUsers');
    tokenSecret.grantSign(users);

    const preferences = this.addServerHandler('Preferences', 'preferences/preferences', props);
    storage.grant(preferences, 'manageUsers');
    storage.grant(preferences, 'manageTenants');
    tokenSecret.grantVerify(preferences);
    addDefaultsEnvironment(preferences, props.owner);

    const topics = this.addServerHandler('Topics', 'topics/topics', props);
    storage.grant(topics, 'subscribe');

    const schedules = this.addServerHandler('OwnersSchedules', 'schedules/schedules', props);
    storage.grant(schedules, 'manageSchedules');
    props.timers.grantSet(schedules);
    intake.grantPublish(schedules);

    const suppressions = this.addServerHandler('Suppressions', 'suppressions/suppressions', props);
    storage.grant(suppressions, 'manageSuppressions');

    const statistics = this.addServerHandler('Statistics', 'statistics/statistics', props);
    storage.grant(statistics, 'readStatistics');
    statistics.set('STATISTICS', storage.streamArn === undefined ? 'off' : 'on');

    this.addWebhooksHandler(props);
    this.addChatHandler(props);

    const feed = this.addHandler('Feed', 'channels/inbox/feed', props);
    storage.grant(feed, 'readFeed');
    tokenSecret.grantVerify(feed);
    feed.set('POLL_INTERVAL_SECONDS', props.stage.pollIntervalSeconds);
    props.live?.grantAnnounce(feed);
    if (props.pollUrl !== undefined) feed.set('FEED_URL', props.pollUrl.url);

    this.addDevicesHandler(props);

    const health = this.addServerHandler('Health', 'operations/health', props);
    storage.grant(health, 'readHealth');

    const unsubscribe = this.addHandler('Unsubscribe', 'preferences/unsubscribe', props);
    storage.grant(unsubscribe, 'changePreferences');
    props.unsubscribeSecret.grantVerify(unsubscribe);

    this.receiveReceipt = this.addHandler('ReceiveReceipt', 'feedback/receive-receipt', props);
    storage.grant(this.receiveReceipt, 'recordFeedback');
    intake.ingest.grantSend(this.receiveReceipt); // what another channel has to take the place of
    props.delivery.grantReceive(this.receiveReceipt);
  }

  /** Nothing in a stage without chats: their routes are not there. */
  private addChatHandler(props: HttpHandlersProps): void {
    const { chat } = props.delivery.channels;
    if (chat === undefined) return;
    const handler = this.addServerHandler('ChatConnections', 'channels/chat/connections', props);
    chat.grantConnect(handler);
  }

  /** In a stage without webhooks it refuses to make any. */
  private addWebhooksHandler(props: HttpHandlersProps): void {
    const handler = this.addServerHandler('Webhooks', 'webhooks/webhooks', props);
    props.storage.grant(handler, 'manageWebhooks');
    addReach(handler, props.stage);
    props.webhooks?.work.grantSend(handler);
    if (props.webhooks === undefined) props.webhookSecret.addName(handler);
    else props.webhookSecret.grantMake(handler);
  }

  /** There are no devices in a stage without push. */
  private addDevicesHandler(props: HttpHandlersProps): void {
    const { push } = props.delivery.channels;
    if (push === undefined) return;
    const handler = this.addServerHandler('Devices', 'channels/push/devices', props);
    push.grantManageDevices(handler);
    props.tokenSecret.grantVerify(handler);
  }

  /** Tells who takes receipts under which address they are called. Called last: the API is made after its functions. */
  linkTo({ url }: { url: string }): void {
    this.receiveReceipt.set('API_URL', url);
  }

  /** The function behind a route; nothing for a route of something that the stage has off. */
  integrationOf(handler: RouteHandler): HttpLambdaIntegration | undefined {
    return this.integrations[handler];
  }

  /** A handler that API keys open: it counts their calls. */
  private addServerHandler(id: string, name: RouteHandler, props: HttpHandlersProps): HandlerFunction {
    const handler = this.addHandler(id, name, props);
    handler.set('CALLS_PER_MINUTE', props.stage.callsPerMinute);
    return handler;
  }

  /** Makes a handler, which the routes that name it lead to. */
  private addHandler(id: string, name: RouteHandler, { stage, codeOf }: HttpHandlersProps): HandlerFunction {
    const handler = new HandlerFunction(this, id, {
      handler: name,
      codeOf,
      stage,
      timeoutSeconds: stage.httpTimeoutSeconds,
      platformLogs: 'failures', // three lines a call would cost as much as the call's own computing: docs/costs.md
    });
    this.integrations[name] = integrate(handler);
    return handler;
  }
}

/** Makes one permission for each function, which covers every route of this API. */
function integrate(handler: HandlerFunction): HttpLambdaIntegration {
  return new HttpLambdaIntegration(`${handler.node.id}Integration`, handler.function, { scopePermissionToRoute: false });
}
