import { ask } from './api.js';
import { byId } from './element.js';
import { repeat } from './repeat.js';

const pollMs = 2_000;

/** Shows which faults are scripted at the providers, sets another, clears them. */
export function startFaults() {
  const form = byId('faults-form');
  const polling = repeat(async () => {
    const { data } = await ask('GET', '/local/faults');
    say(data.map(sentence).join(' · '));
  }, pollMs);

  async function change(method, body) {
    await ask(method, '/local/faults', { body }).catch((error) => say(error.message));
    polling.now();
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const { service, fault, count } = Object.fromEntries(new FormData(form));
    void change('PUT', { service, fault, ...(count !== '' && { count: Number(count) }) });
  });
  byId('clear-faults').addEventListener('click', () => change('DELETE'));
}

function say(text) {
  const state = byId('faults-state');
  if (state.textContent !== text) state.textContent = text;
}

function sentence({ service, fault, count }) {
  const calls = count === undefined ? 'until cleared' : count === 1 ? 'for 1 call' : `for ${count} calls`;
  return `${service.toUpperCase()} answers with ${fault.replace('_', ' ')} ${calls}`;
}
