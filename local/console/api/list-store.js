import { ask } from './call.js';
import { repeat } from './repeat.js';

/**
 * A list of the laptop's that several panes show, read again every `ms`. `onChange(show)` calls `show` with it now and whenever it
 * changed; `look` reads it at once.
 */
export function listStore(path, ms) {
  const changes = new EventTarget();
  let list;
  const polling = repeat(async () => {
    const { data } = await ask('GET', path);
    if (JSON.stringify(data) === JSON.stringify(list)) return;
    list = data;
    changes.dispatchEvent(new Event('changed'));
  }, ms);
  return {
    look: polling.now,
    onChange(show) {
      changes.addEventListener('changed', () => show(list));
      if (list !== undefined) show(list);
    },
  };
}
