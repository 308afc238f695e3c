import type { ProviderName } from '../../../contract/channels/providers.ts';
import type { ChannelSender } from '../../delivery/ports/channel-sender.ts';
import type { ProviderAnswer, Sms, SmsProvider } from '../../delivery/ports/providers.ts';
import type { Bill, NotificationRecord } from '../../delivery/ports/records.ts';
import { renderCopy } from '../../workflows/rules/copy.ts';
import { parseStoredData } from '../../workflows/rules/stored-data.ts';
import type { Workflow } from '../../workflows/rules/workflow.ts';
import { type AdmitSmsDeps, admitSms } from './admit-sms.ts';
import type { SentSms } from './ports/sent-sms.ts';
import { smsCost, smsMaxPriceUsd } from './rules/sms-price.ts';
import { countSmsSegments } from './rules/sms-segments.ts';

type Workflows = ReadonlyMap<string, Workflow>;

export type SmsSenderDeps = AdmitSmsDeps & { smsProvider: SmsProvider; sentSms: SentSms; workflows: Workflows };

type RenderedSms = { sms: Sms; notification: NotificationRecord; units: number; bill: Bill };

/** How SMS are sent: money is reserved for one that may go, and given back for one that was not sent. */
export function smsSender(deps: SmsSenderDeps): ChannelSender<RenderedSms> {
  const { terms, workflows } = deps;
  return {
    render({ notification, address: number }) {
      const text = writeSms(notification, workflows);
      const { segments } = countSmsSegments(text);
      const maxPriceUsd = smsMaxPriceUsd({ number, segments }, terms);
      const bill = { segments, estimatedUsd: smsCost({ number, segments }, terms) / 1e6 };
      return { sms: { notificationId: notification.id, to: number, text, maxPriceUsd }, notification, units: segments, bill };
    },
    admit: ({ sms, notification }) => admitSms(sms, notification, deps),
    send: ({ sms }, _, by) => sendReserved(sms, by, deps),
  };
}

/** Gives back what was not sent before the ledger records it: while this attempt holds the message, no other counts on the grant. */
async function sendReserved(
  sms: Sms,
  by: ProviderName | undefined,
  { smsProvider, sentSms, meter, measure, now }: SmsSenderDeps,
): Promise<ProviderAnswer> {
  const answer = await smsProvider.send(sms, by);
  if (answer.outcome === 'sent') await noteForReceipts(sms, answer.providerId, { sentSms, now });
  if (answer.outcome === 'sent' || answer.outcome === 'unknown') {
    measure('SmsSent', 1);
    return answer;
  }

  try {
    await meter.giveBack(sms.notificationId);
  } catch {
    // it stays counted, and the next attempt finds it so; the provider's answer must not be lost over it
  }
  return answer;
}

/** Notes it before the ledger records the send, so that a receipt that comes at once finds it. */
async function noteForReceipts(
  { notificationId }: Sms,
  providerId: string,
  { sentSms, now }: Pick<SmsSenderDeps, 'sentSms' | 'now'>,
): Promise<void> {
  try {
    await sentSms.remember({ providerId, notificationId, at: now() });
  } catch {
    // no receipt will find it, and it stays `sent`; the provider's answer must not be lost over it
  }
}

function writeSms({ workflow: key, data, ...whereabouts }: NotificationRecord, workflows: Workflows): string {
  const workflow = workflows.get(key);
  if (workflow === undefined) throw new Error('the workflow is gone');
  const payload = parseStoredData(workflow, data);
  if (!payload.success) throw new Error('the data does not fit the workflow');
  const rendered = renderCopy(workflow, payload.data, { channels: ['sms'], whereabouts });
  if (rendered.outcome === 'refused' || rendered.copy.sms === undefined) throw new Error('the workflow has no usable SMS text');

  return rendered.copy.sms;
}
