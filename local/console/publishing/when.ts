import type { PublishRequest } from '../api/types.ts';
import { byId } from '../elements/element.ts';
import { readInstant, shortcuts } from '../elements/instant.ts';
import { ago, whenIn } from '../elements/time.ts';

/** Brings the times of the publish form to life, and says beside their folded part what they are. */
export function startWhen(): void {
  shortcuts(byId('send-at', HTMLInputElement), byId('send-at-shortcuts'));
  byId('when').addEventListener('input', () => {
    const { send_at, expires_at, cancellation_key } = readWhen();
    const parts = [send_at === undefined ? 'now' : `${whenIn(send_at)}, ${ago(new Date(send_at))}`];
    if (expires_at !== undefined) parts.push(`until ${whenIn(expires_at)}`);
    if (cancellation_key !== undefined) parts.push(cancellation_key);
    byId('when-summary').textContent = parts.join(' · ');
  });
}

/** The times and the key, as a publish takes them; what is not chosen is absent. */
export function readWhen(): Pick<PublishRequest, 'send_at' | 'expires_at' | 'cancellation_key'> {
  const send_at = readInstant(byId('send-at', HTMLInputElement));
  const expires_at = readInstant(byId('expires-at', HTMLInputElement));
  const cancellation_key = byId('cancellation-key', HTMLInputElement).value.trim();
  return {
    ...(send_at !== undefined && { send_at }),
    ...(expires_at !== undefined && { expires_at }),
    ...(cancellation_key !== '' && { cancellation_key }),
  };
}
