import type { FirstStep, Step } from './ports/ledger.ts';
import type { Outcomes } from './rules/outcomes.ts';

/** How an attempt to deliver a message ended. */
export type DeliverOutcome =
  | 'sent'
  | 'suppressed'
  | 'simulated'
  | 'skipped'
  | 'expired'
  | 'rejected'
  | 'finished-before'
  /** Its user was deleted, or its time is up. */
  | 'gone'
  | 'gave-up-ambiguous'
  | 'overtaken';

/** Records a step of a message: the first takes it. Answers whether it is held, or still is. */
export type TakeStep = (
  change: Pick<Step, 'status' | 'reason' | 'providerId' | 'detail' | 'outcomes'> & Pick<FirstStep, 'bill' | 'provider'>,
) => Promise<boolean>;

/** Notes how far a message has come that goes to several addresses. Answers whether it is still held. */
export type NoteOutcomes = (outcomes: Outcomes) => Promise<boolean>;
