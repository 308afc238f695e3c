import uPlot from '/uplot/uPlot.esm.js';
import type { StatisticsAnswer, StatisticsRow } from '../../../contract/statistics/statistics.ts';
import { byId, element } from '../elements/element.ts';
import { inSeconds, inThousands } from './words.ts';

type Line = { name: string; colour: string; of: (row: StatisticsRow | undefined) => number | null; bars?: true };
type Plot = { place: string; lines: readonly Line[]; say: (value: number) => string };

const dayMs = 86_400_000;
const height = 180;

const plots: readonly Plot[] = [
  {
    place: 'plot-messages',
    say: (value) => (Number.isInteger(value) ? inThousands(value) : ''),
    lines: [
      { name: 'Sent', colour: '--accent', of: (row) => row?.sent ?? 0, bars: true },
      { name: 'Delivered', colour: '--well', of: (row) => row?.delivered ?? 0 },
      { name: 'Bounced', colour: '--wrong', of: (row) => row?.bounced ?? 0 },
    ],
  },
  {
    place: 'plot-times',
    say: inSeconds,
    lines: [
      { name: 'Half within (p50)', colour: '--accent', of: (row) => row?.delivery_seconds?.p50 ?? null },
      { name: 'Nearly all within (p95)', colour: '--moving', of: (row) => row?.delivery_seconds?.p95 ?? null },
    ],
  },
];

const drawn = new Map<string, uPlot>();
let shown: StatisticsAnswer | undefined;

/** Draws the days; what canvases cannot say to everybody, the table beneath says. */
export function showPlots(answer: StatisticsAnswer): void {
  if (shown === undefined) {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', () => shown && drawAll(shown)); // a canvas keeps the colours it was drawn in
    const watch = new ResizeObserver((places) => {
      for (const { target, contentRect } of places)
        drawn.get(target.id)?.setSize({ width: Math.floor(contentRect.width), height });
    });
    for (const { place } of plots) watch.observe(byId(place));
  }
  const isSame = JSON.stringify(shown) === JSON.stringify(answer);
  shown = answer;
  byId('statistics-plots').hidden = answer.data.length === 0;
  if (!isSame) drawAll(answer);
}

function drawAll(answer: StatisticsAnswer): void {
  const rows = new Map(answer.data.map((row) => [row.day, row]));
  const days = daysOf(answer);
  for (const plot of plots) draw(plot, days, rows);
}

function draw({ place, lines, say }: Plot, days: readonly string[], rows: ReadonlyMap<string | undefined, StatisticsRow>): void {
  const target = byId(place);
  drawn.get(place)?.destroy();
  const xs = days.map((day) => new Date(day).getTime() / 1000);
  const ys = lines.map(({ of }) => days.map((day) => of(rows.get(day))));
  const options = optionsFor({ lines, say, width: Math.floor(target.clientWidth), days });
  drawn.set(place, new uPlot(options, [xs, ...ys] as uPlot.AlignedData, target));
  const key = lines.map(({ name, colour }) => element('li', { class: `key ${colour.slice(2)}` }, name));
  byId(`${place}-key`).replaceChildren(...key);
}

type Wanted = Pick<Plot, 'lines' | 'say'> & { width: number; days: readonly string[] };

function optionsFor({ lines, say, width, days }: Wanted): uPlot.Options {
  const axis = {
    stroke: inked('--muted'),
    font: '11px system-ui',
    grid: { stroke: inked('--edge'), width: 1 },
    ticks: { show: false },
  };
  const half = dayMs / 2000;
  const [first = '', last = ''] = [days[0], days.at(-1)];
  return {
    width,
    height,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
    padding: [8, 8, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { range: [new Date(first).getTime() / 1000 - half, new Date(last).getTime() / 1000 + half] },
      y: { range: (_plot, _least, most) => [0, Math.max(1, most * 1.1)] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 24,
        space: 56,
        values: (_plot, at) => at.map(dayWords),
        incrs: [1, 2, 5, 7, 14, 30, 60, 90].map((n) => n * 86_400),
      },
      { ...axis, size: 48, space: 32, values: (_plot, at) => at.map(say) },
    ],
    series: [{}, ...lines.map(toSeries)],
  };
}

function toSeries({ name, colour, bars }: Line): uPlot.Series {
  const stroke = inked(colour);
  if (bars)
    return {
      label: name,
      stroke,
      width: 0,
      fill: `${stroke}55`,
      paths: uPlot.paths.bars?.({ size: [0.7, 28] }),
      points: { show: false },
    };
  return { label: name, stroke, width: 2, spanGaps: true, points: { show: true, size: 5, fill: stroke, stroke } };
}

/** Every day from the first to the last, also those on which nothing was counted. */
function daysOf({ from, to }: StatisticsAnswer): string[] {
  const count = Math.round((new Date(to).getTime() - new Date(from).getTime()) / dayMs) + 1;
  return Array.from({ length: count }, (_, n) => new Date(new Date(from).getTime() + n * dayMs).toISOString().slice(0, 10));
}

function dayWords(seconds: number): string {
  return new Date(seconds * 1000).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
}

function inked(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
