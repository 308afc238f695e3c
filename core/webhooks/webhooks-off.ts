import type { WebhookMessage } from '../../contract/webhooks/webhook-message.ts';
import type { SigningSecret } from '../access/ports/access.ts';
import { Refused } from '../errors.ts';
import type { Queue } from '../publishing/ports/queues.ts';

/** Refuses whatever would need webhooks, in a stage that has none; what was made before can still be read and deleted. */
export const webhooksOff: { queue: Queue<WebhookMessage>; secret: Pick<SigningSecret, 'readOrMake'> } = {
  queue: { send: refuse },
  secret: { readOrMake: refuse },
};

async function refuse(): Promise<never> {
  throw new Refused('webhooks_off', "nothing would be sent: deploy with the setting webhooks: 'on'");
}
