import type { AlertsGiven } from './alert.ts';
import type { AlertKind } from './alert-kinds.ts';

/** Starts what the page asks for, by code that is loaded only then; answers how to end it. Without that code there is the bell alone. */
export function loadAlerts(kinds: readonly AlertKind[], given: AlertsGiven): () => void {
  let end: (() => void) | undefined;
  let isOver = kinds.length === 0;
  if (!isOver)
    import('./alerts.ts').then(
      ({ startAlerts }) => {
        if (!isOver) end = startAlerts(kinds, given);
      },
      () => {},
    );
  return () => {
    isOver = true;
    end?.();
  };
}
