import type { Suppression } from '../../core/suppressions/ports/suppressions.ts';

/** A suppression once `another` was added for its address: what a START may lift is only what none but that list has told. */
export function afterAnotherSuppression(stands: Suppression, another: Suppression): Suppression {
  if (stands.listedAt === undefined || stands.listedAt === another.listedAt) return stands;
  const { listedAt: _, ...kept } = stands;
  return kept;
}

/** Whether what stands against an address is still what was read of it before. */
export function isSameSuppression(one: Suppression, other: Suppression): boolean {
  return one.at.getTime() === other.at.getTime() && one.reason === other.reason && one.listedAt === other.listedAt;
}
