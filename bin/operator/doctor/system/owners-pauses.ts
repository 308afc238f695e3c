import { listPaused } from '../../../../core/delivery/list-paused.ts';
import { describePaused } from '../../pauses/describe-paused.ts';
import { type Check, ok, wrong } from '../check.ts';

/** Whether the owner has paused a workflow or a channel; e-mail has a check of its own, as its provider pauses it too. */
export const ownersPauses: Check = {
  name: 'owners-pauses',
  why: 'What is paused waits until somebody resumes it, and no alarm rings for a workflow or for SMS.',
  async run({ table, now, stage }) {
    const paused = (await listPaused({ ...(await table()), now })).filter(
      ({ queue, until }) => until === undefined && queue !== 'email' && queue !== 'bulk-email',
    );
    const [first] = paused;
    if (first === undefined) return ok('No workflow and no channel is paused by its owner.');
    const what = first.workflow ?? first.provider ?? first.queue;
    return wrong(
      paused.map((each) => describePaused(each, now())).join('; '),
      `npm run bellhop -- resume ${what} --stage ${stage}`,
    );
  },
};
