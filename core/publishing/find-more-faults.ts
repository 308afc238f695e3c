import type { PublishRequest } from '../../contract/publishing/publish.ts';
import type { Refused } from '../errors.ts';
import type { SoundFields } from '../http/rules/sound-fields.ts';
import type { Workflow } from '../workflows/rules/workflow.ts';
import { isDataShared } from './rules/own-data.ts';
import { validateRecipients } from './rules/validate-recipients.ts';
import { validateTimes } from './rules/validate-times.ts';
import { channelFaults, dataFaults, parsePayload, workflowUnknown } from './validate-content.ts';
import { allRefused, scheduleInvalid } from './validate-publish.ts';

type Parts = SoundFields<Pick<PublishRequest, 'workflow' | 'data' | 'channels' | 'recipients' | 'send_at' | 'expires_at'>>;

/**
 * Finds what else is wrong with a publish of which some field has not the shape that it should, so that all is told at once. It
 * reads nothing: which users are known, and how the copy fits its channels, is looked at once the shape is right.
 */
export function findMoreFaults(parts: Parts, at: Date, workflows: ReadonlyMap<string, Workflow>): Refused[] {
  return [...findContentFaults(parts, workflows), ...findTimeFaults(parts, at), ...findRecipientFaults(parts)];
}

/** What is wrong with the workflow, the channels and the data; whose recipients cannot be read may have data of their own. */
export function findContentFaults(
  { sound: { workflow: key, channels, data, recipients }, wrong }: Pick<Parts, 'wrong'> & { sound: Partial<Content> },
  workflows: ReadonlyMap<string, Workflow>,
): Refused[] {
  if (key === undefined) return [];
  const workflow = workflows.get(key);
  if (workflow === undefined) return [workflowUnknown(workflows)];
  const isAsked = data !== undefined && !wrong.has('recipients') && isDataShared(recipients);
  const payload = isAsked ? parsePayload(data, workflow) : undefined;
  return [...channelFaults(channels, workflow), ...dataFaults(payload?.places ?? [], workflow)];
}
type Content = Pick<PublishRequest, 'workflow' | 'channels' | 'data' | 'recipients'>;

function findTimeFaults({ sound, wrong }: Parts, at: Date): Refused[] {
  if (wrong.has('send_at') || wrong.has('expires_at')) return []; // what is wrong with one may be that it is after the other
  const times = validateTimes(sound, at);
  return times.outcome === 'kept' ? [] : [scheduleInvalid(times.faults)];
}

function findRecipientFaults({ sound: { recipients = [] } }: Parts): Refused[] {
  const { candidates, refused } = validateRecipients(recipients);
  return candidates.length === 0 && refused.length > 0 ? [allRefused(refused)] : [];
}
