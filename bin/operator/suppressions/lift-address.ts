import { SuppressionAnswer } from '../../../contract/suppressions/suppressions.ts';
import { CannotDo } from '../cannot-do.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Where } from '../why/where.ts';
import { type AtAws, optInAtAws, optInWords } from './opt-out-list.ts';
import { type AtSes, liftAtSes, sesWords } from './ses-list.ts';

/** What was lifted, and whether all of it could be. */
export type Lifted = { document: Record<string, unknown>; lines: string[]; isComplete: boolean };

/**
 * Lets an address be sent to again: by the stage, and by the lists that AWS keeps for the account.
 * @throws CannotDo `notFound` when nothing stood against it.
 */
export async function liftAddress(
  address: string,
  { api, stack, stage }: Pick<Where, 'api' | 'stack' | 'stage'>,
): Promise<Lifted> {
  const request = { method: 'DELETE', path: `/v1/suppressions/${encodeURIComponent(address)}` } as const;
  const stood = await api.send(SuppressionAnswer, request);
  const ses = await liftAtSes(address, { stage, ...stack });
  const optOut = await optInAtAws(address, { stage, ...stack });
  if (stood === undefined && ses.outcome !== 'lifted' && optOut.outcome !== 'opted-in')
    throw new CannotDo(`this address is not suppressed in stage ${stage}${troubleAtAws(ses, optOut)}`, {
      code: exitCodes.notFound,
    });
  return {
    document: { stage, lifted: stood !== undefined, ses, opt_out: optOut, ...(stood && { stood }) },
    lines: [
      stood === undefined
        ? `Stage ${stage} had nothing against the address.`
        : `Lifted in stage ${stage}; it was suppressed since ${stood.created_at} (${stood.reason}). What was not sent meanwhile is not sent by itself.`,
      ...(isNumber(address) ? [optInWords(optOut)] : [sesWords(ses)]),
    ],
    isComplete: ses.outcome !== 'failed' && optOut.outcome !== 'failed' && optOut.outcome !== 'refused',
  };
}

function isNumber(address: string): boolean {
  return !address.includes('@');
}

/** What went wrong at AWS with an address that the stage has nothing against. */
function troubleAtAws(ses: AtSes, optOut: AtAws): string {
  const words = [
    ...(ses.outcome === 'failed' ? [sesWords(ses)] : []),
    ...(optOut.outcome === 'failed' || optOut.outcome === 'refused' ? [optInWords(optOut)] : []),
  ];
  return words.map((each) => `; ${each}`).join('');
}
