import { byId } from '../elements/element.js';
import { waiting } from '../scheduling/waiting-store.js';
import { onSystemState } from './system-state.js';

/** What a function's call lights up on its way. */
const ways = {
  publish: ['publish', 'accept'],
  ingest: ['ingest', 'take', 'plan'],
  'deliver-email': ['email', 'send-email', 'ses'],
  'deliver-bulk-email': ['bulk-email', 'send-bulk-email', 'ses'],
  'deliver-sms': ['sms', 'send-sms', 'sns'],
  'record-feedback': ['tell', 'events'],
  'release-due': ['held', 'hold'],
  'send-digests': ['held', 'hold'],
};

let calls;

/** Shows the way of a notification, and lights up where one passes. */
export function startRoads() {
  for (const path of byId('map').querySelectorAll('.edge path')) {
    const passing = path.cloneNode();
    passing.setAttribute('class', 'passing');
    path.after(passing);
  }
  onSystemState(({ queues, functions, faults }) => {
    for (const queue of queues) showQueue(queue);
    for (const { name, invocations } of functions) {
      if (calls !== undefined && invocations > (calls.get(name) ?? 0)) for (const part of ways[name] ?? []) light(part);
      say(`[data-function="${name}"]`, invocations === 1 ? '1 call' : `${invocations} calls`);
    }
    calls = new Map(functions.map(({ name, invocations }) => [name, invocations]));
    for (const service of ['ses', 'sns'])
      showProvider(
        service,
        faults.find((fault) => fault.service === service),
      );
  });
  waiting.onChange((list) => {
    byId('held-note').textContent = list.length === 0 ? 'empty' : `${list.length} held`;
    byId('held-note').parentElement.classList.toggle('busy', list.length > 0);
  });
}

function showQueue({ name, waiting: lying, delayed, in_flight, dead_letters }) {
  const station = byId('map').querySelector(`[data-station="${name}"]`);
  if (station === null) return;
  const held = lying + delayed + in_flight;
  station.classList.toggle('busy', held > 0);
  station.classList.toggle('ill', dead_letters > 0);
  say(`[data-queue="${name}"]`, dead_letters > 0 ? `${dead_letters} failed` : held > 0 ? `${held} queued` : 'empty');
}

function showProvider(service, fault) {
  byId('map')
    .querySelector(`[data-station="${service}"]`)
    .classList.toggle('ill', fault !== undefined);
  say(`[data-provider="${service}"]`, fault === undefined ? 'ready' : fault.fault.replace('_', ' '));
}

function say(selector, text) {
  const place = byId('map').querySelector(selector);
  if (place !== null && place.textContent !== text) place.textContent = text;
}

/** Lights up a part of the way: a station or an edge, or both when they have one name. */
export function light(part) {
  for (const place of byId('map').querySelectorAll(`[data-station="${part}"], [data-edge="${part}"]`)) {
    place.classList.remove('lit');
    place.getBoundingClientRect(); // so that the class counts as new
    place.classList.add('lit');
  }
}
