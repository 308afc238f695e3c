import { RetryableError } from '../errors.ts';
import type { DeliverOutcome, TakeStep } from './deliver-outcome.ts';
import type { MessageRecord } from './ports/records.ts';
import { magicOutcome } from './rules/magic-recipient.ts';

/** How often a temporary failure fails before it passes. */
const passingFailures = 2;

/**
 * Ends a message of a test key without a provider: `simulated`, or, to a magic recipient, by the steps that a real message
 * takes to that end. Nobody is asked for leave, no money is reserved, and nothing is suppressed, so the same test may run for ever.
 * @throws RetryableError when the recipient plays a failure that passes; only this message waits, not the rest of its batch.
 */
export async function playTestRecipient(message: MessageRecord, step: TakeStep): Promise<DeliverOutcome> {
  const { notificationId, channel, address, events } = message;
  const outcome = address === undefined ? undefined : magicOutcome(channel, address);
  if (outcome === undefined) {
    return (await step({ status: 'simulated', reason: 'test_key' })) ? 'simulated' : 'overtaken';
  }
  if (!(await step({ status: 'sending' }))) return 'overtaken';

  const send = () => step({ status: 'sent', providerId: `test-${notificationId}` });
  switch (outcome) {
    case 'temporary-failure':
      if (events.filter(({ status }) => status === 'sending').length < passingFailures) {
        await step({ status: 'queued', detail: 'test: a failure that passes' });
        throw new RetryableError('the recipient plays a failure that passes');
      }
      await send();
      await step({ status: 'delivered', detail: 'test: delivered in the end' });
      return 'sent';
    case 'permanent-failure':
      await step({ status: 'failed', reason: 'provider_rejected', detail: 'test: refused for good' });
      return 'rejected';
    case 'delivered':
      await send();
      await step({ status: 'delivered', detail: 'test: delivered' });
      return 'sent';
    case 'bounce':
      await send();
      await step({ status: 'bounced', reason: 'hard_bounce', detail: 'test: bounced' });
      return 'sent';
    case 'complaint':
      await send();
      await step({ status: 'complained', reason: 'complaint', detail: 'test: the reader complained' });
      return 'sent';
    default:
      return outcome satisfies never;
  }
}
