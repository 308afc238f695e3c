import type { DeliverMessage } from '../../contract/queue-messages.ts';
import { Poison } from '../errors.ts';
import type { NotificationRecord, Texter } from '../ports.ts';
import { renderCopy } from '../rules/copy.ts';
import type { Workflow } from '../rules/workflow.ts';
import { type DeliverDeps, type DeliverOutcome, deliver } from './deliver.ts';

/** Sends one SMS. Errors as `deliver`; Poison too when the text cannot be written. */
export function deliverSms(
  message: DeliverMessage,
  deps: DeliverDeps & { texter: Texter; workflows: ReadonlyMap<string, Workflow> },
): Promise<DeliverOutcome> {
  return deliver(
    message,
    ({ notification, message: { address } }) => {
      const text = writeSms(notification, deps.workflows);
      return () => deps.texter.send({ notificationId: notification.id, to: address, text });
    },
    deps,
  );
}

function writeSms(notification: NotificationRecord, workflows: ReadonlyMap<string, Workflow>): string {
  const workflow = workflows.get(notification.workflow);
  const payload = workflow?.payload.safeParse(notification.data);
  const rendered = workflow && payload?.success ? renderCopy(workflow, payload.data, ['sms']) : undefined;
  if (rendered?.outcome === 'rendered' && rendered.copy.sms !== undefined) return rendered.copy.sms;

  throw new Poison(`the SMS of workflow "${notification.workflow}" could not be written`);
}
