import type { DeliverMessage } from '../../../contract/delivery/deliver-message.ts';
import { type DeliverDeps, type DeliverOutcome, deliver } from '../../delivery/deliver.ts';
import { orFallBack } from '../../delivery/or-fall-back.ts';
import type { ProviderAnswer, Sms, SmsProvider } from '../../delivery/ports/providers.ts';
import type { NotificationRecord } from '../../delivery/ports/records.ts';
import type { Measure } from '../../operations/ports/metrics.ts';
import type { IngestQueue } from '../../publishing/ports/queues.ts';
import type { Now } from '../../time/ports/clock.ts';
import { renderCopy } from '../../workflows/rules/copy.ts';
import { parseStoredData } from '../../workflows/rules/stored-data.ts';
import type { Workflow } from '../../workflows/rules/workflow.ts';
import { type AdmitSmsDeps, admitSms } from './admit-sms.ts';
import type { SentSms } from './ports/sent-sms.ts';
import type { SmsMeter } from './ports/sms-meter.ts';
import { smsCost, smsMaxPriceUsd } from './rules/sms-price.ts';
import { countSmsSegments } from './rules/sms-segments.ts';

type Workflows = ReadonlyMap<string, Workflow>;
type SendDeps = { smsProvider: SmsProvider; sentSms: SentSms; meter: SmsMeter; measure: Measure; now: Now };

/** Sends one SMS, if it may go and there is money for it. Errors as `deliver`. */
export function deliverSms(
  message: DeliverMessage,
  deps: DeliverDeps & AdmitSmsDeps & SendDeps & { workflows: Workflows; ingest: IngestQueue },
): Promise<DeliverOutcome> {
  return orFallBack(message, () => deliverOne(message, deps), deps);
}

async function deliverOne(
  message: DeliverMessage,
  deps: DeliverDeps & AdmitSmsDeps & SendDeps & { workflows: Workflows },
): Promise<DeliverOutcome> {
  const outcome = await deliver(
    message,
    ({ notification, address }) => {
      const text = writeSms(notification, deps.workflows);
      const { segments: units } = countSmsSegments(text);
      const maxPriceUsd = smsMaxPriceUsd({ number: address, segments: units }, deps.terms);
      const sms = { notificationId: notification.id, to: address, text, maxPriceUsd };
      const bill = { segments: units, estimatedUsd: smsCost({ number: address, segments: units }, deps.terms) / 1e6 };
      return { units, bill, admit: () => admitSms(sms, notification, deps), send: () => sendReserved(sms, deps) };
    },
    deps,
  );
  if (outcome === 'expired') await deps.meter.giveBack(message.notificationId); // an attempt may have been granted money, and waited
  return outcome;
}

/** Gives back what was not sent before the ledger hears of it: while this attempt holds the message, no other counts on the grant. */
async function sendReserved(sms: Sms, { smsProvider, sentSms, meter, measure, now }: SendDeps): Promise<ProviderAnswer> {
  const answer = await smsProvider.send(sms);
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

/** Before the ledger hears of it: a receipt that comes at once finds it. */
async function noteForReceipts(
  { notificationId }: Sms,
  providerId: string,
  { sentSms, now }: Pick<SendDeps, 'sentSms' | 'now'>,
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
