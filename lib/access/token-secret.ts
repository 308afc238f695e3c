import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { HandlerFunction } from '../handlers/handler-function.ts';
import type { OwnerSettings } from '../settings/owner-settings.ts';
import type { Stage } from '../stage.ts';

/**
 * The secret that signs users' tokens: an SSM SecureString that the users function makes on first use, so that it is in no
 * template. With an issuer of the owner's own there is none, and no right to it.
 */
export class TokenSecret {
  private readonly name: string;
  private readonly arn: string;
  private readonly tokenIssuer: string | undefined;
  private readonly audience: string;

  constructor(scope: Construct, { stage, owner }: { stage: Stage; owner: OwnerSettings }) {
    this.name = `/bellhop/${stage.name}/token-secret`;
    this.arn = Stack.of(scope).formatArn({ service: 'ssm', resource: 'parameter', resourceName: this.name.slice(1) });
    this.tokenIssuer = owner.tokenIssuer;
    this.audience = owner.audience;
  }

  /** Lets a function make the secret if there is none, and sign with it. */
  grantSign(handler: HandlerFunction): void {
    this.allow(handler, ['ssm:GetParameter', 'ssm:PutParameter']);
  }

  /** Lets a function verify what was signed. */
  grantVerify(handler: HandlerFunction): void {
    this.allow(handler, ['ssm:GetParameter']);
  }

  /** The same for a function that nothing stands before, so that it checks tokens of an issuer itself. */
  grantVerifyAlone(handler: HandlerFunction): void {
    this.grantVerify(handler);
    handler.set('TOKEN_AUDIENCE', this.audience);
  }

  private allow(handler: HandlerFunction, actions: string[]): void {
    handler.set('TOKEN_SECRET_PARAMETER', this.name);
    handler.set('TOKEN_ISSUER', this.tokenIssuer ?? 'shared-secret');
    if (this.tokenIssuer === undefined) handler.allow(actions, [this.arn]);
  }
}
