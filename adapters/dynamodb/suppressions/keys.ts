import type { Suppression } from '../../../core/suppressions/ports/suppressions.ts';
import { hashOfAddress, suppressionPosition } from '../../records/suppression-position.ts';
import type { Key } from '../table/key.ts';

/** What is known against an address. */
export function suppressionKey(address: string): Key {
  return { pk: `S#${hashOfAddress(address)}`, sk: '-' };
}

/** Names its place in the list of all suppressions, which is in order of time. */
export function listedSuppressionKey(suppression: Pick<Suppression, 'at' | 'address'>): Key {
  return { pk: suppressionList, sk: suppressionPosition(suppression) };
}

/** The partition that lists every suppression, so that no list needs a scan. */
export const suppressionList = 'SUPPRESSIONS';
