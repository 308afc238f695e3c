import type { Alert, AlertsGiven } from './alert.ts';
import type { AlertKind } from './alert-kinds.ts';
import { faviconBadge } from './favicon-badge.ts';
import { playSound } from './sound.ts';
import { titleBadge } from './title-badge.ts';
import { arrivalToasts } from './toasts.ts';

const makers: Record<AlertKind, (given: AlertsGiven) => Alert> = {
  toasts: arrivalToasts,
  'title-badge': ({ texts }) => titleBadge(texts),
  'favicon-badge': faviconBadge,
  sound: () => ({ show: (_, arrived) => arrived.length > 0 && playSound() }),
};

/** Starts alerts of these kinds; answers how to end them. */
export function startAlerts(kinds: readonly AlertKind[], given: AlertsGiven): () => void {
  const alerts = kinds.map((kind) => makers[kind](given));
  const tell = () => {
    const { counts, arrived } = given.inbox.getState();
    for (const alert of alerts) alert.show(counts.unread, arrived);
  };
  tell();
  const endings = [given.inbox.subscribe(tell), ...alerts.map((alert) => () => alert.end?.())];
  return () => {
    for (const end of endings) end();
  };
}
