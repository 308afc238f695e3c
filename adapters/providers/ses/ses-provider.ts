import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { asciiAddress } from '../../../contract/channels/email/email-address.ts';
import { type TrackingSets, trackingOf } from '../../../contract/channels/email/tracking.ts';
import { readSettings } from '../../../contract/settings.ts';
import type { EmailProvider } from '../../../core/delivery/ports/providers.ts';
import { makeLean } from '../../aws/lean-client.ts';
import { envelopeOf, type Sender } from '../../mime/mailbox.ts';
import { writeMime } from '../../mime/mime.ts';
import { oneAttempt, providerConnections } from '../provider-connections.ts';
import { sesAnswer } from './answer.ts';
import { keepLink } from './keep-link.ts';

/** How to send: `timeoutSeconds` is for one call, connecting included. */
export type SesOptions = Sender & {
  /** The set of e-mails that nobody tracks, and those by which SES tracks others. */
  configurationSet: string;
  trackingSets: TrackingSets;
  timeoutSeconds: number;
};

/** SES as a function's settings say. */
export function connectSes({ timeoutSeconds }: { timeoutSeconds: number }): EmailProvider {
  const settings = readSettings('FROM_NAME', 'FROM_ADDRESS', 'REPLY_TO_ADDRESS', 'CONFIGURATION_SET', 'TRACKING_SETS');
  return sesProvider({
    from: { name: settings.FROM_NAME, address: settings.FROM_ADDRESS },
    replyTo: settings.REPLY_TO_ADDRESS,
    configurationSet: settings.CONFIGURATION_SET,
    trackingSets: settings.TRACKING_SETS,
    timeoutSeconds,
  });
}

/**
 * Sends through SES, in one attempt: SES takes no idempotency token, so asking again could send twice.
 * The notification id travels as a tag, so that SES's events name what they are about.
 */
export function sesProvider({ configurationSet, trackingSets, timeoutSeconds, ...sender }: SesOptions): EmailProvider {
  const connections = providerConnections();
  const client = makeLean(new SESClient({ ...oneAttempt(connections, timeoutSeconds), cacheMiddleware: true }), 'ses');

  return {
    async send(email) {
      const tracking = trackingOf(email.track ?? []);
      const { html, unsubscribeUrl } = email;
      const kept = tracking === undefined || unsubscribeUrl === undefined ? html : keepLink(html, unsubscribeUrl);
      const command = new SendRawEmailCommand({
        Source: asciiAddress(sender.from.address),
        Destinations: envelopeOf(email),
        RawMessage: { Data: Buffer.from(writeMime({ ...email, html: kept }, sender)) },
        ConfigurationSetName: (tracking && trackingSets[tracking]) ?? configurationSet,
        Tags: [{ Name: 'notification_id', Value: email.notificationId }],
      });
      connections.dropIdle();
      try {
        const { MessageId } = await client.send(command);
        return MessageId
          ? { outcome: 'sent', providerId: MessageId }
          : { outcome: 'unknown', detail: 'SES answered without an id' };
      } catch (error) {
        return sesAnswer(error, asciiAddress(sender.from.address));
      }
    },
  };
}
