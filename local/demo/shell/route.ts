import { useSyncExternalStore } from 'react';

/** Where the address leads. */
export type Route = { page: 'board' } | { page: 'settings' } | { page: 'repair'; number: string };

/** Reads where the part of an address behind `#` leads. */
export function readRoute(hash: string): Route {
  const [, first, second] = hash.split('/');
  if (first === 'repairs' && second) return { page: 'repair', number: decodeURIComponent(second) };
  return { page: first === 'settings' ? 'settings' : 'board' };
}

/** Writes the link to a repair. */
export function linkToRepair(number: string): string {
  return `#/repairs/${encodeURIComponent(number)}`;
}

/** Reads the route, and renders again when it changes. */
export function useRoute(): Route {
  return readRoute(useSyncExternalStore(subscribe, () => location.hash));
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}
