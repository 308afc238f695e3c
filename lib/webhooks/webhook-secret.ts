import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { HandlerFunction } from '../handlers/handler-function.ts';
import type { Stage } from '../stage.ts';

/** Names the secret that those of webhooks are derived from: an SSM SecureString that the first webhook makes, so that it is in no template. */
export class WebhookSecret {
  private readonly name: string;
  private readonly arn: string;

  constructor(scope: Construct, { stage }: { stage: Stage }) {
    this.name = `/bellhop/${stage.name}/webhook-secret`;
    this.arn = Stack.of(scope).formatArn({ service: 'ssm', resource: 'parameter', resourceName: this.name.slice(1) });
  }

  /** Tells a function the name, which alone opens nothing. */
  addName(handler: HandlerFunction): void {
    handler.set('WEBHOOK_SECRET_PARAMETER', this.name);
  }

  /** Lets a function make the secret if there is none, and derive others from it. */
  grantMake(handler: HandlerFunction): void {
    this.addName(handler);
    handler.allow(['ssm:GetParameter', 'ssm:PutParameter'], [this.arn]);
  }

  /** Lets a function sign. */
  grantSign(handler: HandlerFunction): void {
    this.addName(handler);
    handler.allow(['ssm:GetParameter'], [this.arn]);
  }
}
