import { Duration } from 'aws-cdk-lib';
import { FunctionUrlAuthType, HttpMethod } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { exposedHeadersFor } from '../../../contract/http/routes.ts';
import type { TokenSecret } from '../../access/token-secret.ts';
import { type CodeOf, HandlerFunction } from '../../handlers/handler-function.ts';
import type { OwnerSettings } from '../../settings/owner-settings.ts';
import type { Stage } from '../../stage.ts';
import type { Storage } from '../../storage.ts';
import type { Live } from './live.ts';

export type PollUrlProps = {
  stage: Stage;
  owner: OwnerSettings;
  codeOf: CodeOf;
  storage: Storage;
  tokenSecret: TokenSecret;
  live: Live | undefined;
};

/**
 * How many polls may be answered at once: some 500 a second, and no more of the account's concurrency for whoever floods an address that
 * nothing stands before.
 */
const reservedConcurrency = 10;

/** An address of its own for polls, which API Gateway does not charge for. It is there only with the setting `feedUrl`: docs/decisions/0171. */
export class PollUrl extends Construct {
  /** Ends in a slash. */
  readonly url: string;

  constructor(scope: Construct, id: string, { stage, owner, codeOf, storage, tokenSecret, live }: PollUrlProps) {
    super(scope, id);
    const handler = new HandlerFunction(this, 'PollFeed', {
      handler: 'channels/inbox/poll-feed',
      codeOf,
      stage,
      timeoutSeconds: stage.httpTimeoutSeconds,
      platformLogs: 'failures',
      memoryMb: 256,
      reservedConcurrency,
    });
    storage.grant(handler, 'pollFeed');
    tokenSecret.grantVerifyAlone(handler);
    handler.set('POLL_INTERVAL_SECONDS', stage.pollIntervalSeconds);
    if (live !== undefined) handler.set('LIVE_URL', live.url);

    const { allowedOrigins } = owner;
    const cors = {
      allowedOrigins,
      allowedMethods: [HttpMethod.GET],
      allowedHeaders: ['Authorization', 'If-None-Match'],
      exposedHeaders: exposedHeadersFor(owner),
      maxAge: Duration.hours(2),
    };
    const url = handler.function.addFunctionUrl({
      authType: FunctionUrlAuthType.NONE,
      ...(allowedOrigins.length > 0 && { cors }),
    });
    this.url = url.url;
  }
}
