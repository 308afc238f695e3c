import { Stack, Validations } from 'aws-cdk-lib';
import { type CfnApi, WebSocketApi, type WebSocketRoute, WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketLambdaIntegration, WebSocketMockIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import type { TokenSecret } from '../../access/token-secret.ts';
import { type CodeOf, HandlerFunction } from '../../handlers/handler-function.ts';
import type { Stage } from '../../stage.ts';
import type { Storage } from '../../storage.ts';

export type LiveProps = { stage: Stage; codeOf: CodeOf; storage: Storage; tokenSecret: TokenSecret };

/**
 * Browsers that are connected, to be told when an inbox changes: a WebSocket API, and the function that notes who connects. It is there only
 * with the setting `live`. See docs/decisions/0170.
 */
export class Live extends Construct {
  /** What browsers connect to: `wss://…`. */
  readonly url: string;
  private readonly storage: Storage;
  /** As the audit names it. */
  private readonly apiId: string;
  private readonly connections: string;

  constructor(scope: Construct, id: string, { stage, codeOf, storage, tokenSecret }: LiveProps) {
    super(scope, id);
    this.storage = storage;
    const handler = new HandlerFunction(this, 'Connections', {
      handler: 'channels/inbox/live',
      codeOf,
      stage,
      timeoutSeconds: stage.httpTimeoutSeconds,
      platformLogs: 'failures',
    });
    storage.grant(handler, 'connect');
    tokenSecret.grantVerifyAlone(handler);

    const api = new WebSocketApi(this, 'Sockets', { apiName: `bellhop-${stage.name}-live` });
    const integration = () => new WebSocketLambdaIntegration('ConnectionsIntegration', handler.function);
    acknowledgeOpen(api.addRoute('$connect', { integration: integration() }));
    acknowledgeOpen(api.addRoute('$disconnect', { integration: integration() }));
    // what browsers send keeps the connection open, and that is all: it wakes no function
    const nothing = new WebSocketMockIntegration('NothingIntegration', { requestTemplates: { $default: '{"statusCode":200}' } });
    acknowledgeOpen(api.addRoute('$default', { integration: nothing }));

    const { perSecond, burst } = stage.throttle.user;
    const throttle = { rateLimit: perSecond, burstLimit: burst };
    const socketStage = new WebSocketStage(this, 'Stage', { webSocketApi: api, stageName: 'live', autoDeploy: true, throttle });
    for (const id of ['AwsSolutions-APIG1', 'Serverless-APIGWAccessLogging']) {
      const reason = 'It would say that somebody connected, and may not say who; the function logs what fails.';
      Validations.of(socketStage).acknowledge({ id, reason });
    }
    this.apiId = Stack.of(this).getLogicalId(api.node.defaultChild as CfnApi);
    this.connections = api.arnForExecuteApiV2('POST/@connections/*', 'live');
    this.url = `${api.apiEndpoint}/${socketStage.stageName}`;
  }

  /** Lets a function tell browsers that an inbox has changed. */
  grantAnnounce(handler: HandlerFunction): void {
    handler.set('LIVE_URL', this.url);
    this.storage.grant(handler, 'findConnections');
    handler.allow(['execute-api:ManageConnections'], [this.connections]);
    Validations.of(handler).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<${this.apiId}>/live/POST/@connections/*]`,
      reason:
        'A connection has a name of its own for each browser: the right is to write to any of this API, and to nothing else.',
    });
  }
}

function acknowledgeOpen(route: WebSocketRoute): void {
  Validations.of(route).acknowledge({
    id: 'AwsSolutions-APIG4',
    reason: "The function checks the user's token when a browser connects; nothing else gets through without a connection.",
  });
}
