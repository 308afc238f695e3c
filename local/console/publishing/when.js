import { byId } from '../elements/element.js';
import { readInstant, shortcuts } from '../elements/instant.js';
import { ago, whenIn } from '../elements/time.js';

/** Brings the times of the publish form to life, and says beside their folded part what they are. */
export function startWhen() {
  shortcuts(byId('send-at'), byId('send-at-shortcuts'));
  byId('when').addEventListener('input', () => {
    const { send_at, expires_at, cancellation_key } = readWhen();
    const said = [send_at === undefined ? 'now' : `${whenIn(send_at)}, ${ago(new Date(send_at))}`];
    if (expires_at !== undefined) said.push(`until ${whenIn(expires_at)}`);
    if (cancellation_key !== undefined) said.push(cancellation_key);
    byId('when-said').textContent = said.join(' · ');
  });
}

/** The times and the key, as a publish takes them; what is not chosen is absent. */
export function readWhen() {
  const send_at = readInstant(byId('send-at'));
  const expires_at = readInstant(byId('expires-at'));
  const cancellation_key = byId('cancellation-key').value.trim();
  return {
    ...(send_at !== undefined && { send_at }),
    ...(expires_at !== undefined && { expires_at }),
    ...(cancellation_key !== '' && { cancellation_key }),
  };
}
