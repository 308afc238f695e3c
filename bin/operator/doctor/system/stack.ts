import type { Check } from '../check.ts';
import { notYet, ok, wrong } from '../check.ts';
import { consolePage, deployLine } from '../mending.ts';

/** Whether the stage is deployed, and its last deploy went well. */
export const stack: Check = {
  name: 'stack',
  why: 'Everything else is part of it.',
  async run(facts) {
    const { status } = await facts.stack();
    if (facts.stage === 'local') return ok('The system runs on this machine.');

    const name = `bellhop-${facts.stage}`;
    if (/^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status)) return ok(`${name} is ${status}.`);
    if (/IN_PROGRESS$/.test(status)) return notYet(`${name} is ${status}.`, 'Wait until the deploy is done, and run it again.');
    const page = consolePage('stacks', await facts.region());
    return status === 'UPDATE_ROLLBACK_COMPLETE'
      ? wrong(
          `The last deploy of ${name} failed, and was taken back.`,
          `Its events say why: ${page}; then ${deployLine(facts.stage)}`,
        )
      : wrong(`${name} is ${status}.`, page);
  },
};
