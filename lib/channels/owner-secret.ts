import { Stack } from 'aws-cdk-lib';
import type { SettingName } from '../../contract/settings.ts';
import type { HandlerFunction } from '../handlers/handler-function.ts';
import type { Stage } from '../stage.ts';

/**
 * Lets a function read a secret that the owner puts into SSM, as `/bellhop/<stage>/<name>`, and tells it under which setting: the secret itself
 * is in no template and no environment.
 */
export function grantReadSecret(
  handler: HandlerFunction,
  setting: SettingName,
  { stage, name }: { stage: Stage; name: string },
): void {
  const parameter = `/bellhop/${stage.name}/${name}`;
  handler.set(setting, parameter);
  handler.allow(
    ['ssm:GetParameter'],
    [Stack.of(handler).formatArn({ service: 'ssm', resource: 'parameter', resourceName: parameter.slice(1) })],
  );
}
