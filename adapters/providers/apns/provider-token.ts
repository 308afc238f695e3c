import { createPrivateKey } from 'node:crypto';
import { signJwt } from '../jwt.ts';

/** Who sends: the team's id, and the id of its key, each ten letters and digits. */
export type ApnsSender = { team: string; keyId: string };

/**
 * Apple takes a token for an hour, and wants it renewed at most every 20 minutes. Each half hour of the clock has one, so that functions
 * that run side by side say the same: https://developer.apple.com/documentation/usernotifications/establishing-a-token-based-connection-to-apns
 */
const halfHour = 1800;

/**
 * Makes the tokens by which Apple knows a sender, and keeps each for its half hour. `key` is the text of the `.p8` file.
 * @throws Error when that is no private key.
 */
export function providerTokens({ team, keyId }: ApnsSender): (key: string, at: Date) => string {
  let made: { key: string; iat: number; token: string } | undefined;
  return (key, at) => {
    const iat = Math.floor(at.getTime() / 1000 / halfHour) * halfHour;
    if (made?.key !== key || made.iat !== iat)
      made = { key, iat, token: signJwt({ header: { kid: keyId }, claims: { iss: team, iat } }, createPrivateKey(key)) };
    return made.token;
  };
}
