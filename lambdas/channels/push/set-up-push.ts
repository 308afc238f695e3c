// CloudFormation, at the deploy that switches push on → the key of web push, unless there is one
import * as z from 'zod';
import { vapidKeys } from '../../../adapters/providers/web/vapid.ts';
import { ssmSigningSecret } from '../../../adapters/ssm/signing-secret.ts';
import { onCustomResource } from '../../shell/on-custom-resource.ts';

export const handler = onCustomResource(z.object({ Parameter: z.string() }), (change, { Parameter }) =>
  change === 'made' ? makeKey(Parameter) : Promise.resolve({}),
);

/** Makes the key if there is none. Nobody removes it: browsers that have subscribed with it take messages of no other. */
async function makeKey(parameter: string): Promise<Readonly<Record<string, string>>> {
  return { PublicKey: vapidKeys(await ssmSigningSecret(parameter).readOrMake()).publicKey };
}
