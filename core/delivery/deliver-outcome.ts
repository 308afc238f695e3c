import type { Step } from './ports/ledger.ts';

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
  | 'claim-lost';

/** Records a step of the message that is held; answers whether it still is. */
export type TakeStep = (change: Pick<Step, 'status' | 'reason' | 'providerId' | 'detail' | 'bill'>) => Promise<boolean>;
