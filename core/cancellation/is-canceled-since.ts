import type { Cancellations } from './ports/cancellations.ts';

/** A run, with when it was requested, or what was made of one, with when that was created. */
type Cancelable = { cancellationKey?: string | undefined } & ({ requestedAt: string } | { createdAt: Date });

/** Whether its key was canceled after that: then no more of a run is made, and a cancellation of many may not have come to a notification yet. */
export async function isCanceledSince(
  { cancellationKey, ...made }: Cancelable,
  { cancellations }: { cancellations: Pick<Cancellations, 'find'> },
): Promise<boolean> {
  const canceledAt = cancellationKey === undefined ? undefined : await cancellations.find(cancellationKey);
  return canceledAt !== undefined && canceledAt >= ('createdAt' in made ? made.createdAt : new Date(made.requestedAt));
}
