import type { ProviderAnswer } from '../../core/delivery/ports/providers.ts';
import type { OwnerSecret } from '../ssm/owner-secret.ts';

/** A secret of the owner's that a provider asks for: the parameter that has it, and what it is called, like `the auth token of Twilio`. */
export type Credential = { secret: OwnerSecret; parameter: string; noun: string };

/** Reads a credential, or says why nothing was sent: an error here would leave in doubt whether it was. */
export async function readCredential({ secret, parameter, noun }: Credential): Promise<string | ProviderAnswer> {
  try {
    const [newest] = await secret.readAll();
    if (newest !== undefined) return newest;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { outcome: 'not-now', because: 'unavailable', detail: `${noun} could not be read: ${why}` };
  }
  const detail = `${noun} is not there: aws ssm put-parameter --type SecureString --name ${parameter} --value SECRET`;
  return { outcome: 'not-now', because: 'paused', detail };
}

/** Sends with a credential. One that is refused is read again the next time: the owner may have put in another. */
export async function withCredential(
  credential: Credential,
  send: (secret: string) => Promise<ProviderAnswer>,
): Promise<ProviderAnswer> {
  const found = await readCredential(credential);
  if (typeof found !== 'string') return found;
  const answer = await send(found);
  if (answer.outcome === 'not-now' && answer.because === 'paused') credential.secret.forget();
  return answer;
}
