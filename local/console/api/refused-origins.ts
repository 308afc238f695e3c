import { byId } from '../elements/element.ts';
import { ask } from './call.ts';
import { repeat } from './repeat.ts';

const pollMs = 5_000;

/** Names a page that asked the API and may not, with the setting that allows it: a browser says little of it. */
export function startRefusedOrigins(): void {
  repeat(async () => {
    const { data } = await ask('GET /local/refused-origins');
    const [latest] = data;
    byId('refused-origins').hidden = latest === undefined;
    if (latest === undefined) return;
    const others = data.length === 1 ? '' : ` (and ${data.length - 1} more)`;
    byId('refused-origins').textContent =
      `A page on ${latest.origin}${others} asked the API and may not read the answer. To allow it, ${latest.way_out}.`;
  }, pollMs);
}
