import { byId } from '../elements/element.ts';
import { connection } from './call.ts';
import { stage } from './stage.ts';

const silent = stage.is_local
  ? 'The local system does not answer. Is npm start still running? Trying again…'
  : 'Nobody answers. Is the command that serves this console still running? Trying again…';

/** Says so while nobody answers; everything tries again by itself. */
export function startBanner(): void {
  connection.addEventListener('lost', () => {
    byId('banner').textContent = silent;
    byId('banner').hidden = false;
  });
  connection.addEventListener('found', () => {
    byId('banner').hidden = true;
  });
}
