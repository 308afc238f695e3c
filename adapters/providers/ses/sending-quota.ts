import { GetSendQuotaCommand, SESClient } from '@aws-sdk/client-ses';
import type { SendingQuota } from '../../../core/operations/ports/metrics.ts';
import { asRetryableError } from '../../aws/sdk-errors.ts';

/** The quota of the SES account, of which this stack may not be the only user. SES answers once a second. */
export function sesSendingQuota(): SendingQuota {
  const client = new SESClient({
    maxAttempts: 5,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
  });
  return {
    async read() {
      try {
        const { Max24HourSend = -1, SentLast24Hours = 0 } = await client.send(new GetSendQuotaCommand({}));
        return { usedInLastDay: SentLast24Hours, ...(Max24HourSend > 0 && { perDay: Max24HourSend }) }; // -1: as much as one likes
      } catch (error) {
        throw asRetryableError('SES', error);
      }
    },
  };
}
