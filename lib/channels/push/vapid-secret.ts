import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { HandlerFunction } from '../../handlers/handler-function.ts';
import type { Stage } from '../../stage.ts';

/**
 * The private key by which push services know the stage: an SSM SecureString that its first use makes, so that it is in no template. It is
 * never exchanged for another, as browsers have subscribed with its public key.
 */
export class VapidSecret {
  private readonly name: string;
  private readonly arn: string;

  constructor(scope: Construct, { stage }: { stage: Stage }) {
    this.name = `/bellhop/${stage.name}/vapid-secret`;
    this.arn = Stack.of(scope).formatArn({ service: 'ssm', resource: 'parameter', resourceName: this.name.slice(1) });
  }

  /** Lets a function make the key if there is none, and use it. */
  grantUse(handler: HandlerFunction): void {
    handler.set('VAPID_SECRET_PARAMETER', this.name);
    handler.allow(['ssm:GetParameter', 'ssm:PutParameter'], [this.arn]);
  }
}
