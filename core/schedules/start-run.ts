import type { StartedRun } from '../../contract/schedules/schedules.ts';
import type { ApiKey } from '../access/ports/access.ts';
import { answerOnce, type Once, readIdempotencyKey } from '../publishing/answer-once.ts';
import type { Idempotency } from '../publishing/ports/idempotency.ts';
import type { IngestQueue } from '../publishing/ports/queues.ts';
import { requestIdFor } from '../publishing/rules/derived-id.ts';
import { fingerprint } from '../publishing/rules/fingerprint.ts';
import { statusUrlOf } from '../publishing/rules/status-url.ts';
import type { NewSeed, Now } from '../time/ports/clock.ts';
import type { Schedules } from './ports/schedules.ts';
import { idsOfRun } from './rules/ids-of-run.ts';
import { revisionOf } from './rules/timer-of.ts';
import { notFound } from './schedules.ts';

export type StartRunDeps = {
  schedules: Pick<Schedules, 'find'>;
  idempotency: Idempotency;
  ingest: IngestQueue;
  now: Now;
  newSeed: NewSeed;
};

/**
 * Lets a schedule run now; with an `Idempotency-Key`, however often it is asked for, once. What a test key asks for sends nothing.
 * @throws Refused `not_found`, or as `answerOnce`. RetryableError when the queue did not take it.
 */
export async function startRun(
  { id, apiKey, keyHeader }: { id: string; apiKey: ApiKey; keyHeader: string | undefined },
  deps: StartRunDeps,
): Promise<Once<StartedRun>> {
  const schedule = await deps.schedules.find(id);
  if (schedule === undefined) throw notFound(id);

  const start = async (time: Date, key: string): Promise<StartedRun> => {
    const run = { scheduleId: id, time, byHand: true, key };
    const revision = revisionOf(schedule.timing);
    const test = apiKey.kind === 'test' || undefined;
    await deps.ingest.send([{ type: 'scheduled', version: 1, ...run, time: time.toISOString(), revision, test }]);
    const ids = idsOfRun(run);
    const request = requestIdFor(ids.requestedAt, ids.caller, ids.key);
    return { request, status_url: statusUrlOf(request) };
  };
  if (keyHeader === undefined) return { body: await start(deps.now(), deps.newSeed()), replayed: false };

  const key = readIdempotencyKey(keyHeader);
  const own = fingerprint(JSON.stringify([apiKey.id, key])); // the same when it is asked again
  return answerOnce({ caller: apiKey.id, key, request: { runSchedule: id } }, (time) => start(time, own), deps);
}
