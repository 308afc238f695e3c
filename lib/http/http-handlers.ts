import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import type { Route } from '../../contract/http/routes.ts';
import type { TokenSecret } from '../access/token-secret.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { type CodeOf, Door } from '../handlers/handler-function.ts';
import { tellAttention } from '../planning/frequency-cap-environment.ts';
import { tellDefaults } from '../preferences/defaults-environment.ts';
import type { UnsubscribeSecret } from '../preferences/unsubscribe-secret.ts';
import type { Intake } from '../publishing/intake.ts';
import type { OwnerSettings } from '../settings/owner-settings.ts';
import type { Stage } from '../stage.ts';
import type { Storage } from '../storage.ts';

export type HttpDoorsProps = {
  stage: Stage;
  owner: OwnerSettings;
  codeOf: CodeOf;
  storage: Storage;
  intake: Intake;
  delivery: Delivery;
  tokenSecret: TokenSecret;
  unsubscribeSecret: UnsubscribeSecret;
};

/** The functions behind the API, each with the few rights its calls need. */
export class HttpDoors extends Construct {
  private readonly integrations: Record<Route['door'], HttpLambdaIntegration>;

  constructor(scope: Construct, id: string, props: HttpDoorsProps) {
    super(scope, id);
    const { storage, intake, tokenSecret } = props;

    const publish = this.addServerDoor('Publish', 'publishing/publish', props);
    storage.letPublish(publish);
    intake.ingest.letSend(publish);

    const notifications = this.addServerDoor('Notifications', 'publishing/notifications', props);
    storage.letManageNotifications(notifications);

    const simulate = this.addServerDoor('Simulate', 'dry-run/dry-run', props);
    storage.letSimulate(simulate);
    tellDefaults(simulate, props.owner);
    tellAttention(simulate, props.owner);
    props.delivery.tellPrices(simulate);

    const users = this.addServerDoor('Users', 'users/users', props);
    storage.letManageUsers(users);
    storage.letEraseUsers(users);
    tokenSecret.letSign(users);

    const preferences = this.addServerDoor('Preferences', 'preferences/preferences', props);
    storage.letManageUsers(preferences);
    tokenSecret.letVerify(preferences);
    tellDefaults(preferences, props.owner);

    const topics = this.addServerDoor('Topics', 'topics/topics', props);
    storage.letSubscribe(topics);

    const suppressions = this.addServerDoor('Suppressions', 'suppressions/suppressions', props);
    storage.letManageSuppressions(suppressions);

    const feed = this.addDoor('Feed', 'channels/inbox/feed', props);
    storage.letReadFeed(feed);
    tokenSecret.letVerify(feed);
    feed.set('POLL_INTERVAL_SECONDS', props.stage.pollIntervalSeconds);

    const health = this.addServerDoor('Health', 'operations/health', props);
    storage.letReadJobs(health);

    const unsubscribe = this.addDoor('Unsubscribe', 'preferences/unsubscribe', props);
    storage.letChangePreferences(unsubscribe);
    props.unsubscribeSecret.letVerify(unsubscribe);

    this.integrations = {
      'publishing/publish': integrate(publish),
      'publishing/notifications': integrate(notifications),
      'dry-run/dry-run': integrate(simulate),
      'users/users': integrate(users),
      'preferences/preferences': integrate(preferences),
      'topics/topics': integrate(topics),
      'suppressions/suppressions': integrate(suppressions),
      'channels/inbox/feed': integrate(feed),
      'operations/health': integrate(health),
      'preferences/unsubscribe': integrate(unsubscribe),
    };
  }

  integrationOf(door: Route['door']): HttpLambdaIntegration {
    return this.integrations[door];
  }

  /** A door that API keys open: it counts their calls. */
  private addServerDoor(id: string, name: Route['door'], props: HttpDoorsProps): Door {
    const door = this.addDoor(id, name, props);
    door.set('CALLS_PER_MINUTE', props.stage.callsPerMinute);
    return door;
  }

  private addDoor(id: string, name: Route['door'], { stage, codeOf }: HttpDoorsProps): Door {
    return new Door(this, id, {
      door: name,
      codeOf,
      stage,
      timeoutSeconds: stage.httpTimeoutSeconds,
      platformLogs: 'failures', // three lines a call would cost as much as the call's own computing: docs/costs.md
    });
  }
}

/** One permission a function, for every route of this API, rather than one a route. */
function integrate(door: Door): HttpLambdaIntegration {
  return new HttpLambdaIntegration(`${door.node.id}Integration`, door.function, { scopePermissionToRoute: false });
}
