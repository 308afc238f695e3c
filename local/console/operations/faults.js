import { ask } from '../api/call.js';
import { byId } from '../elements/element.js';
import { onSystemState } from './system-state.js';

/** Shows which faults are scripted, sets another at a provider, clears them. */
export function startFaults() {
  const form = byId('faults-form');
  onSystemState(({ faults }) => say(faults.map(sentence).join(' · ')));

  async function change(method, body) {
    await ask(method, '/local/faults', { body }).catch((error) => say(error.message));
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
