import { ask } from './call.ts';

/** Where this console is: the local system, or a stage that is deployed. */
export const stage = await ask('GET /local/stage'); // before anything is drawn: a deployed stage has fewer parts

document.body.dataset.stage = stage.is_local ? 'local' : 'deployed';

/** How often a list is read again: of a deployed stage more rarely, as each reading costs something there. */
export function pollingMs(ms: number): number {
  return stage.is_local ? ms : ms * 6;
}
