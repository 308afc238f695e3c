import { CannotDo } from '../../cannot-do.ts';
import { explainFailure } from '../explain-failure.ts';
import { gatherFacts } from '../facts.ts';
import { consolePage } from '../mending.ts';
import type { DraftName } from './draft-names.ts';
import { draftSes } from './draft-ses.ts';
import { draftSms } from './draft-sms.ts';

const drafts = { ses: { write: draftSes, page: 'ses-account' }, sms: { write: draftSms, page: 'sms-settings' } } as const;

/**
 * Prints the text alone, so that it can be piped; where to put it goes to the error stream.
 * @throws CannotDo when the stage is not deployed, or cannot be looked at.
 */
export async function printDraft(name: DraftName, stage: string): Promise<void> {
  if (stage === 'local') throw new CannotDo('the local system asks AWS for nothing; name a stage that is deployed');

  const facts = gatherFacts(stage);
  const { write, page } = drafts[name];
  const text = await write(facts).catch((error: unknown) => {
    throw new CannotDo(explainFailure(error).found, { cause: error });
  });
  console.log(text);
  console.error(`Fill in what is in [brackets], and paste it at ${consolePage(page, await facts.region())}`);
}
