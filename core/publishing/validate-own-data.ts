import type { Refusal, SkippedChannel } from '../../contract/publishing/publish.ts';
import type { Workflow } from '../workflows/rules/workflow.ts';
import { idOf, ownDataOf } from './rules/own-data.ts';
import { type Content, validateData } from './validate-content.ts';

/**
 * What is wrong with the data that recipients have of their own, over what all are told; and the channels that it is too long for, by
 * recipient. Each is looked at by themselves, whatever else is wrong with them.
 */
export function validateOwnData(request: Content, workflow: Workflow): { refused: Refusal[]; skipped: SkippedChannel[] } {
  const refused: Refusal[] = [];
  const skipped: SkippedChannel[] = [];
  for (const [index, recipient] of (request.recipients ?? []).entries()) {
    const own = ownDataOf(recipient);
    if (own === undefined) continue;
    const id = idOf(recipient);
    const user = id === undefined ? {} : { user: id };
    const decided = validateData({ ...request, data: { ...request.data, ...own } }, workflow);
    for (const { pointer, detail } of decided.places)
      refused.push({ pointer: `/recipients/${index}${pointer}`, code: 'recipient_invalid', detail, ...user });
    skipped.push(...decided.skipped.map((channel) => ({ ...channel, ...user })));
  }
  return { refused, skipped };
}
