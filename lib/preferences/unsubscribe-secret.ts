import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { HandlerFunction } from '../handlers/handler-function.ts';
import type { Stage } from '../stage.ts';

/**
 * The secret that signs links to unsubscribe: an SSM SecureString that the first e-mail makes, so that it is in no template.
 * Apart from the one of users' tokens: links must outlive it, and who sends e-mails must not be able to sign tokens (0055).
 */
export class UnsubscribeSecret {
  private readonly name: string;
  private readonly arn: string;

  constructor(scope: Construct, { stage }: { stage: Stage }) {
    this.name = `/bellhop/${stage.name}/unsubscribe-secret`;
    this.arn = Stack.of(scope).formatArn({ service: 'ssm', resource: 'parameter', resourceName: this.name.slice(1) });
  }

  /** Lets a function make the secret if there is none, and sign with it. */
  grantSign(handler: HandlerFunction): void {
    this.allow(handler, ['ssm:GetParameter', 'ssm:PutParameter']);
  }

  /** Lets a function verify what was signed. */
  grantVerify(handler: HandlerFunction): void {
    this.allow(handler, ['ssm:GetParameter']);
  }

  private allow(handler: HandlerFunction, actions: string[]): void {
    handler.set('UNSUBSCRIBE_SECRET_PARAMETER', this.name);
    handler.allow(actions, [this.arn]);
  }
}
