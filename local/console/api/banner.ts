import { byId } from '../elements/element.ts';
import { connection } from './call.ts';

/** Says so while the local system does not answer; everything tries again by itself. */
export function startBanner(): void {
  connection.addEventListener('lost', () => {
    byId('banner').textContent = 'The local system does not answer. Is npm start still running? Trying again…';
    byId('banner').hidden = false;
  });
  connection.addEventListener('found', () => {
    byId('banner').hidden = true;
  });
}
