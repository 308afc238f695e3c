import { byId } from '../elements/element.js';
import { connection } from './call.js';

/** Says so while the local system does not answer; everything tries again by itself. */
export function startBanner() {
  connection.addEventListener('lost', () => {
    byId('banner').textContent = 'The local system does not answer. Is npm start still running? Trying again…';
    byId('banner').hidden = false;
  });
  connection.addEventListener('found', () => {
    byId('banner').hidden = true;
  });
}
