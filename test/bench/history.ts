import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Figure } from './measure/figure.ts';

/** A figure, and the bench it comes from. */
export type BenchFigure = Figure & { bench: string };

/** The figures of a release, and the machine they were taken on. Times of two machines do not compare; counts do. */
export type Release = { version: string; date: string; machine: Record<string, unknown>; note?: string; figures: BenchFigure[] };

const folder = fileURLToPath(new URL('./history/', import.meta.url));

/** The figures of the newest release that were kept; nothing when there are none. */
export function lastRelease(): Release | undefined {
  const [newest] = readdirSync(folder).sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  return newest === undefined ? undefined : JSON.parse(readFileSync(`${folder}${newest}`, 'utf8'));
}

/** Keeps a release's figures, one a line. */
export function saveRelease({ figures, ...release }: Release): void {
  const head = JSON.stringify(release).slice(1, -1);
  const lines = figures.map((figure) => JSON.stringify(figure)).join(',\n');
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}${release.version}.json`, `{${head},"figures":[\n${lines}\n]}\n`);
}

/** The same figure of a release: what was measured then in the same unit. */
export function sameFigure(release: Release | undefined, wanted: Omit<BenchFigure, 'value'>): number | undefined {
  const isSame = (figure: BenchFigure) =>
    (['bench', 'case', 'measure', 'unit'] as const).every((field) => figure[field] === wanted[field]);
  return release?.figures.find(isSame)?.value;
}
