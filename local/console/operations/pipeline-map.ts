import type { ListedChannel } from '../api/types.ts';
import { listedChannels } from '../delivery/channels.ts';
import { byId, element, find } from '../elements/element.ts';

/** What is drawn in one row: a queue of a channel, or a channel that has none. */
type Row = { channel: ListedChannel; queue?: ListedChannel['queues'][number] };

const rows: Row[] = listedChannels.flatMap((channel): Row[] =>
  channel.queues.length === 0 ? [{ channel }] : channel.queues.map((queue) => ({ channel, queue })),
);

/** Where edges leave planning, and where they come to the events: the middle, in percent of the height. */
const middle = 50;

/** Draws what a notification passes behind planning: for each channel its queues and its provider, or the app where it has arrived. */
export function drawChannels(): void {
  const map = byId('map');
  map.style.setProperty('--rows', String(rows.length));
  find(map, '[data-edge="hold"] path', SVGPathElement).setAttribute('d', `M50 ${(middle * rows.length) / (rows.length - 1)}V100`); // it lies over all rows but the last
  byId('events-step').before(...listedChannels.flatMap(drawChannel));
  for (const path of map.querySelectorAll('.edge path')) path.after(copyOf(path));
}

function drawChannel(channel: ListedChannel): Element[] {
  const { name, title, queues, provider, usual_statuses } = channel;
  const first = rows.findIndex((row) => row.channel === channel);
  const atProvider = heightOf(first, queues.length);
  if (provider === undefined) {
    const note = element('span', { class: 'step-note' }, 'in the app');
    return [
      edge(name, 'to-channel', [middle, heightOf(first)]),
      edge(`${name}-on`, 'to-app', [heightOf(first), heightOf(first)]),
      inRows(step('#inboxes', { class: 'step in-app', 'data-step': name }, title, note), first),
    ];
  }

  const note = element('span', { class: 'step-note', 'data-provider': provider.name }, 'ready');
  return [
    ...queues.flatMap((queue, place) => drawQueue(queue, { row: first + place, to: atProvider })),
    inRows(step('#outbox', { class: 'step provider', 'data-step': provider.name }, provider.title, note), first, queues.length),
    ...(usual_statuses.includes('delivered') ? [edge('receive', 'to-events', [atProvider, middle])] : []),
  ];
}

function drawQueue({ name, title }: ListedChannel['queues'][number], { row, to }: { row: number; to: number }): Element[] {
  const note = element('span', { class: 'step-note', 'data-queue': name });
  return [
    edge(name, 'to-channel', [middle, heightOf(row)]),
    inRows(step('#system', { class: 'step queue', 'data-step': name }, title, note), row),
    edge(`send-${name}`, 'to-provider', [heightOf(row), to]),
  ];
}

function step(href: string, attributes: Record<string, string>, title: string, note: HTMLElement): HTMLElement {
  return element('a', { ...attributes, href }, element('b', {}, title), note);
}

function inRows(placed: HTMLElement, first: number, count = 1): HTMLElement {
  placed.style.gridRow = `${first + 1} / span ${count}`;
  return placed;
}

/** Finds the middle of some rows, in percent of all of them. */
function heightOf(first: number, count = 1): number {
  return (100 * (first + count / 2)) / rows.length;
}

/** Draws a line over all rows of its column, from one height to another. */
function edge(name: string, className: string, [from, to]: [number, number]): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  svg.setAttribute('class', `edge ${className}`);
  svg.setAttribute('data-edge', name);
  svg.setAttribute('viewBox', '0 0 100 100');
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', from === to ? `M0 ${from}H100` : `M0 ${from}C60 ${from} 40 ${to} 100 ${to}`);
  svg.append(path);
  return svg;
}

/** The same line again, for what passes on it. */
function copyOf(path: Element): Node {
  const passing = path.cloneNode();
  if (passing instanceof Element) passing.setAttribute('class', 'passing');
  return passing;
}
