import type { Once } from '../../core/publishing/answer-once.ts';

/** Answers with a request that was made: where it is told what becomes of it, and whether this is an earlier answer given again. */
export function toRequestAnswer<Body extends { status_url: string }>({ body, replayed }: Once<Body>) {
  return { body, headers: { Location: body.status_url, 'Idempotent-Replayed': String(replayed) } };
}
