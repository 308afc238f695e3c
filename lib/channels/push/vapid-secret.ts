import { CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { type CodeOf, HandlerFunction } from '../../handlers/handler-function.ts';
import type { Stage } from '../../stage.ts';

/**
 * The private key by which push services know the stage: an SSM SecureString that a function of the stack makes at the deploy, so that it is in no
 * template. It is never exchanged for another, as browsers have subscribed with its public key, and stays when the stack goes: docs/decisions/0300.
 */
export class VapidSecret extends Construct {
  /** What browsers subscribe with. */
  readonly publicKey: string;
  private readonly name: string;
  private readonly arn: string;

  constructor(scope: Construct, id: string, { stage, codeOf }: { stage: Stage; codeOf: CodeOf }) {
    super(scope, id);
    this.name = `/bellhop/${stage.name}/vapid-secret`;
    this.arn = Stack.of(this).formatArn({ service: 'ssm', resource: 'parameter', resourceName: this.name.slice(1) });

    const setUp = new HandlerFunction(this, 'SetUp', { handler: 'channels/push/set-up-push', codeOf, stage, timeoutSeconds: 30 });
    this.grantUse(setUp);
    const key = new CustomResource(this, 'Key', {
      resourceType: 'Custom::WebPushKey',
      serviceToken: setUp.function.functionArn,
      serviceTimeout: Duration.minutes(2),
      properties: { Parameter: this.name },
    });
    key.node.addDependency(setUp); // its rights come before it, and go after it
    this.publicKey = key.getAttString('PublicKey');
  }

  /** Lets a function use the key, and make it where somebody has removed it. */
  grantUse(handler: HandlerFunction): void {
    handler.set('VAPID_SECRET_PARAMETER', this.name);
    handler.allow(['ssm:GetParameter', 'ssm:PutParameter'], [this.arn]);
  }
}
