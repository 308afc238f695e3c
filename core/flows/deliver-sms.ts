import type { DeliverMessage } from '../../contract/queue-messages.ts';
import type { NotificationRecord, Texter } from '../ports.ts';
import { renderCopy } from '../rules/copy.ts';
import type { Workflow } from '../rules/workflow.ts';
import { type DeliverDeps, type DeliverOutcome, deliver } from './deliver.ts';

type Workflows = ReadonlyMap<string, Workflow>;

/** Sends one SMS. Errors as `deliver`. */
export function deliverSms(
  message: DeliverMessage,
  deps: DeliverDeps & { texter: Texter; workflows: Workflows },
): Promise<DeliverOutcome> {
  return deliver(
    message,
    ({ notification, address }) => {
      const text = writeSms(notification, deps.workflows);
      return () => deps.texter.send({ notificationId: notification.id, to: address, text });
    },
    deps,
  );
}

function writeSms({ workflow: key, data }: NotificationRecord, workflows: Workflows): string {
  const workflow = workflows.get(key);
  if (workflow === undefined) throw new Error('the workflow is gone');
  const rendered = renderCopy(workflow, workflow.payload.parse(data), ['sms']);
  if (rendered.outcome === 'refused' || rendered.copy.sms === undefined) throw new Error('the workflow has no usable SMS text');

  return rendered.copy.sms;
}
