/** The deployed version and the new one; `from` is absent when the stack does not say. */
export type VersionStep = { from?: string; to: string };

/** What a step from one version to another asks of an owner, in a sentence; the meaning of numbers is in docs/upgrade.md. */
export function describeStep({ from, to }: VersionStep): string {
  if (from === undefined) return 'from 0.1.0 or before: read CHANGELOG.md from 0.1.0 up';
  if (from === to) return 'none: this version is deployed; a deploy brings your settings and workflows';

  const [before, after] = [numbersOf(from), numbersOf(to)];
  const differs = before.findIndex((number, place) => number !== after[place]);
  const place = differs === -1 ? 'patch' : (['major', 'minor', 'patch'] as const)[differs];
  if (isEarlier(after, before)) return `back by a ${place} version: ${back(place)}`;
  if (place === 'major')
    return `a major version: workflows, settings or calls may have to change; read CHANGELOG.md from ${from} up`;
  if (place === 'minor' && after[0] === 0)
    return `a minor version below 1.0.0: workflows or settings may have to change; read CHANGELOG.md from ${from} up`;
  return `a ${place} version: nothing that you have written has to change`;
}

function back(place: 'major' | 'minor' | 'patch' | undefined): string {
  if (place === 'major') return 'only if its changelog says that it can be done';
  return 'what it does not know becomes dead-letter messages, which the later version takes back';
}

/** The three numbers of a version; what follows them (`-rc.1`) does not count. */
function numbersOf(version: string): number[] {
  return version.split(/[-+]/, 1).flatMap((numbers) => numbers.split('.').map(Number));
}

function isEarlier(one: readonly number[], other: readonly number[]): boolean {
  const place = one.findIndex((number, index) => number !== other[index]);
  return place !== -1 && (one[place] ?? 0) < (other[place] ?? 0);
}
