import { GetSendQuotaCommand, SESClient } from '@aws-sdk/client-ses';
import type { SendRate } from '../../../core/delivery/ports/rate-limiter.ts';

/** How long an answer is good for. AWS raises a rate by itself now and then, and an owner who was granted more waits no longer. */
const freshMs = 5 * 60_000;
/** When to ask again after no answer. */
const retryMs = 10_000;

/**
 * Asks SES at run time for the account's rate: it differs from account to account, and AWS changes it. When SES does not answer,
 * what it last said counts.
 */
export function sesSendRate({ nowMs = Date.now }: { nowMs?: () => number } = {}): SendRate {
  const client = new SESClient({
    maxAttempts: 3, // asking is harmless, and SES lets it be done once a second
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 1_500, throwOnRequestTimeout: true },
  });
  let perSecond: number | undefined;
  let staleAtMs = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | undefined;

  async function ask(): Promise<void> {
    try {
      const { MaxSendRate } = await client.send(new GetSendQuotaCommand({}));
      if (MaxSendRate !== undefined && MaxSendRate > 0) perSecond = MaxSendRate;
      staleAtMs = nowMs() + freshMs;
    } catch {
      staleAtMs = nowMs() + retryMs; // what other workers know counts until then
    }
  }

  return async () => {
    if (nowMs() < staleAtMs) return perSecond;
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    await asking;
    return perSecond;
  };
}
