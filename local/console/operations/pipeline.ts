import type { ListedChannel } from '../api/types.ts';
import { listedChannels } from '../delivery/channels.ts';
import { byId, element, find } from '../elements/element.ts';
import { waiting } from '../scheduling/waiting-store.ts';
import { drawChannels } from './pipeline-map.ts';
import { onSystemState, type SystemState } from './system-state.ts';

/** The steps and edges that a function's call passes. */
const passedBy: Readonly<Record<string, readonly string[]>> = {
  publish: ['publish', 'accept'],
  ingest: ['ingest', 'take', 'plan'],
  'record-feedback': ['receive', 'events'],
  'release-due': ['held', 'hold'],
  'send-digests': ['held', 'hold'],
  ...Object.fromEntries(listedChannels.flatMap(passedOnChannel)),
};

/** What a step says: a word, or a number and what it counts. */
type Note = string | [number, string];

let calls: Map<string, number> | undefined;

/** Shows the steps of a notification, and highlights where one passes. */
export function startPipeline(): void {
  drawChannels();
  onSystemState(({ queues, functions, faults }) => {
    for (const queue of queues) showQueue(queue);
    showCalls(functions);
    for (const { provider } of listedChannels)
      if (provider !== undefined) showProvider(provider.name, faults.find(({ service }) => service === provider.name)?.fault);
  });
  waiting.onChange((list) => {
    byId('held-note').textContent = list.length === 0 ? 'empty' : `${list.length} held`;
    byId('held-note').parentElement?.classList.toggle('busy', list.length > 0);
  });
}

/** What the functions that send on a channel are called, and what their calls pass. */
function passedOnChannel({ queues, provider }: ListedChannel): [string, string[]][] {
  return queues.map(({ name }) => [`deliver-${name}`, [name, `send-${name}`, provider?.name ?? '']]);
}

/** Highlights a part of the pipeline: a step or an edge, or both when they have one name. */
export function highlight(part: string): void {
  for (const place of byId('map').querySelectorAll(`[data-step="${part}"], [data-edge="${part}"]`)) {
    place.classList.remove('passed');
    place.getBoundingClientRect(); // so that the class counts as new
    place.classList.add('passed');
  }
}

function showCalls(functions: SystemState['functions']): void {
  for (const { name, invocations } of functions) {
    if (calls !== undefined && invocations > (calls.get(name) ?? 0)) for (const part of passedBy[name] ?? []) highlight(part);
    write(`[data-function="${name}"]`, [invocations, invocations === 1 ? 'call' : 'calls']);
  }
  calls = new Map(functions.map(({ name, invocations }) => [name, invocations]));
}

function showQueue({ name, waiting: available, delayed, in_flight, dead_letters = 0 }: SystemState['queues'][number]): void {
  const step = byId('map').querySelector(`[data-step="${name}"]`);
  if (step === null) return;
  const queued = available + in_flight;
  step.classList.toggle('busy', queued + delayed > 0);
  step.classList.toggle('failing', dead_letters > 0);
  write(`[data-queue="${name}"]`, dead_letters > 0 ? [dead_letters, 'failed'] : queueNote(queued, delayed));
}

/** What is delayed is for later, and nobody works on it yet. */
function queueNote(queued: number, delayed: number): Note {
  if (queued > 0) return [queued, 'queued'];
  return delayed > 0 ? [delayed, 'delayed'] : 'empty';
}

function showProvider(service: string, fault: string | undefined): void {
  find(byId('map'), `[data-step="${service}"]`).classList.toggle('failing', fault !== undefined);
  write(`[data-provider="${service}"]`, fault === undefined ? 'ready' : fault.replace('_', ' '));
}

function write(selector: string, note: Note): void {
  const place = byId('map').querySelector(selector);
  const text = typeof note === 'string' ? note : note.join(' ');
  if (place === null || place.textContent === text) return;
  if (typeof note === 'string') place.textContent = note;
  else place.replaceChildren(String(note[0]), element('span', { class: 'step-unit' }, ` ${note[1]}`));
}
