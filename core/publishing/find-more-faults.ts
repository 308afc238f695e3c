import type { PublishRequest } from '../../contract/publishing/publish.ts';
import type { Refused } from '../errors.ts';
import type { SoundFields } from '../http/rules/sound-fields.ts';
import type { Workflow } from '../workflows/rules/workflow.ts';
import { isDataShared } from './rules/own-data.ts';
import { validateRecipients } from './rules/validate-recipients.ts';
import { validateTimes } from './rules/validate-times.ts';
import { type Content, channelFaults, dataFaults, parsePayload, validateData, workflowUnknown } from './validate-content.ts';
import { validateOwnData } from './validate-own-data.ts';
import { allRefused, scheduleInvalid, withoutUnfit } from './validate-publish.ts';

type Fields = Pick<PublishRequest, 'workflow' | 'data' | 'channels' | 'priority' | 'recipients' | 'send_at' | 'expires_at'>;

/**
 * Finds what else is wrong with a publish of which some field has not the shape that it should, so that all is told at once. It
 * reads nothing: which users are known is looked at once the shape is right.
 */
export function findMoreFaults(parts: SoundFields<Fields>, at: Date, workflows: ReadonlyMap<string, Workflow>): Refused[] {
  return [...findContentFaults(parts, workflows), ...findTimeFaults(parts, at), ...findRecipientFaults(parts, workflows)];
}

/** What is wrong with the workflow, the channels, the data and its copy; whose recipients cannot be read may have data of their own. */
export function findContentFaults({ sound, wrong }: ContentParts, workflows: ReadonlyMap<string, Workflow>): Refused[] {
  const { workflow: key, channels, data, recipients } = sound;
  if (key === undefined) return [];
  const workflow = workflows.get(key);
  if (workflow === undefined) return [workflowUnknown(workflows)];
  const isAsked = data !== undefined && !wrong.has('recipients') && isDataShared(recipients);
  const places = isAsked ? findPlaces({ ...sound, workflow: key, data }, workflow, wrong) : [];
  return [...channelFaults(channels, workflow), ...dataFaults(places, workflow)];
}
type ContentParts = Pick<SoundFields<Content>, 'wrong'> & { sound: Partial<Content> };

/** The places at which data is wrong. How its copy fits depends on the channels, and they on the priority. */
function findPlaces(content: Content, workflow: Workflow, wrong: ReadonlySet<string>) {
  if (!areChannelsKnown(wrong)) return parsePayload(content.data, workflow).places ?? [];
  return validateData(content, workflow).places;
}

function areChannelsKnown(wrong: ReadonlySet<string>): boolean {
  return !wrong.has('channels') && !wrong.has('priority');
}

function findTimeFaults({ sound, wrong }: SoundFields<Fields>, at: Date): Refused[] {
  if (wrong.has('send_at') || wrong.has('expires_at')) return []; // what is wrong with one may be that it is after the other
  const times = validateTimes(sound, at);
  return times.outcome === 'kept' ? [] : [scheduleInvalid(times.faults)];
}

/** What is wrong with all recipients, their own data included where it can be validated. */
function findRecipientFaults({ sound, wrong }: SoundFields<Fields>, workflows: ReadonlyMap<string, Workflow>): Refused[] {
  const { workflow: key, data, recipients = [] } = sound;
  const workflow = key === undefined ? undefined : workflows.get(key);
  const isValidated = key !== undefined && workflow !== undefined && data !== undefined && areChannelsKnown(wrong);
  const own = isValidated ? validateOwnData({ ...sound, workflow: key, data }, workflow).refused : [];
  const { candidates, refused: unread } = validateRecipients(recipients);
  const { accepted, refused } = withoutUnfit({ accepted: candidates, refused: unread }, own);
  return accepted.length === 0 && refused.length > 0 ? [allRefused(refused)] : [];
}
