import type { StartSettings } from '../../local/synthesize.ts';
import type { DrillSystem } from './drill-system.ts';

/** What came of a fault, counted from outside: in the outbox, and by `GET /v1/notifications/{id}`. */
export type Outcome = {
  /** Accepted, but neither sent nor ended with a reason that the fault allows. */
  lost: number;
  /** Sends beyond the first of a message. */
  sentTwice: number;
  /** Messages that are not at an end. */
  stuck: number;
  /** From the end of the fault until every queue was empty. */
  recoverySeconds: number;
  /** What else was promised and did not hold, in words. */
  wrong: string[];
};

/** What may be at most, and the alarms that ring, these and no others. Nothing is ever promised to be lost or stuck. */
export type Promised = { sentTwice: number; recoverySeconds: number; alarms?: readonly string[] };

/** One thing that goes wrong, and what is promised all the same. */
export type Fault = {
  name: string;
  promise: Promised;
  /** Hours stand for seconds in it: the local system's shortened leases and pauses. */
  shortened?: boolean;
  /** It is held to a rate, so nothing else may run beside it. */
  alone?: boolean;
  /** It needs a system that is started with these. */
  settings?: StartSettings;
  run(localSystem: DrillSystem): Promise<Outcome>;
};

/** Which promises an outcome breaks, in words; none when it keeps them all. */
export function brokenPromises(promise: Promised, outcome: Outcome, alarms: readonly string[]): string[] {
  const promised = promise.alarms ?? [];
  const tooMany = (what: string, is: number, most: number) => (is > most ? [`${what} ${is}, promised ${most} at most`] : []);
  return [
    ...tooMany('lost', outcome.lost, 0),
    ...tooMany('stuck', outcome.stuck, 0),
    ...tooMany('sent twice', outcome.sentTwice, promise.sentTwice),
    ...tooMany('recovery seconds', outcome.recoverySeconds, promise.recoverySeconds),
    ...promised.filter((alarm) => !alarms.includes(alarm)).map((alarm) => `the alarm ${alarm} did not ring`),
    ...alarms.filter((alarm) => !promised.includes(alarm)).map((alarm) => `the alarm ${alarm} rang, and nobody was needed`),
    ...outcome.wrong,
  ];
}
