import type { Construct } from 'constructs';
import type { QueueKey } from '../../contract/channels/channels.ts';
import type { CodeOf, HandlerFunction } from '../handlers/handler-function.ts';
import type { Alarms } from '../operations/alarms.ts';
import type { UnsubscribeSecret } from '../preferences/unsubscribe-secret.ts';
import type { OwnerSettings } from '../settings/owner-settings.ts';
import type { Stage } from '../stage.ts';
import type { Storage } from '../storage.ts';

export type ChannelProps = {
  stage: Stage;
  codeOf: CodeOf;
  owner: OwnerSettings;
  alarms: Alarms;
  storage: Storage;
  unsubscribeSecret: UnsubscribeSecret;
};

/** What a channel is in the stack, beside the queues of its definition and one function for each of them, which `Delivery` makes. */
export interface ChannelInStack {
  /** The file under `lambdas/` that sends what its queues hand out, without its ending. */
  readonly handler: string;
  /** Whether that has to know the API's address: for links in messages, or where the provider tells what became of them. */
  readonly needsApiUrl: boolean;
  /** Gives a function that sends what the channel and its provider need, by the queue that it works on. */
  grantSend(handler: HandlerFunction, queue: QueueKey): void;
  /** Lets a function take what the provider tells by HTTP. */
  grantReceive(handler: HandlerFunction): void;
  /** Tells a function that plans messages where they may go. */
  addPlanEnvironment?(handler: HandlerFunction): void;
  /** Tells the dry run that, and what they may cost. */
  addDryRunEnvironment?(handler: HandlerFunction): void;
  /** Raises the alarms on what is sent. */
  raiseAlarms?(scope: Construct): void;
}
