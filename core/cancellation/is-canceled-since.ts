import type { Cancellations } from './ports/cancellations.ts';

type Requested = { cancellationKey?: string | undefined; requestedAt: string };

/** Whether a run's key was canceled after it was requested: then no more of it is made. */
export async function isCanceledSince(
  { cancellationKey, requestedAt }: Requested,
  { cancellations }: { cancellations: Pick<Cancellations, 'find'> },
): Promise<boolean> {
  const canceledAt = cancellationKey === undefined ? undefined : await cancellations.find(cancellationKey);
  return canceledAt !== undefined && canceledAt >= new Date(requestedAt);
}
