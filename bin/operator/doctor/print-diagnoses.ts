import { styleText } from 'node:util';
import type { Verdict } from './check.ts';
import { type Diagnosis, worstOf } from './diagnose.ts';

/** A heading, the checks under it. */
export type Section = { about: string; diagnoses: readonly Diagnosis[] };

const looks: Readonly<Record<Verdict, { words: string; style: Parameters<typeof styleText>[0] }>> = {
  ok: { words: 'ok', style: 'green' },
  'does-not-apply': { words: '-', style: 'dim' },
  'not-yet': { words: 'not yet', style: 'yellow' },
  'cannot-tell': { words: 'cannot tell', style: 'magenta' },
  wrong: { words: 'WRONG', style: 'red' },
};

/** Prints what was found for a person: a line a check, and what to do under those that ask for something. */
export function printDiagnoses(sections: readonly Section[], print: (line: string) => void): void {
  const all = sections.flatMap(({ diagnoses }) => diagnoses);
  const width = Math.max(...all.map(({ name }) => name.length));
  const said = new Set<string>();
  for (const { about, diagnoses } of sections.filter((each) => each.diagnoses.length > 0)) {
    print(`\n${styleText('bold', about)}`);
    for (const diagnosis of diagnoses) {
      printOne(diagnosis, { width, isNews: !said.has(diagnosis.found), print });
      said.add(diagnosis.found); // before the first deploy most say the same
    }
  }
  print(`\n${summary(all)}`);
}

function printOne(
  { name, verdict, found, why, mend }: Diagnosis,
  { width, isNews, print }: { width: number; isNews: boolean; print: (line: string) => void },
): void {
  const { words, style } = looks[verdict];
  print(`  ${styleText(style, words.padEnd(11))}  ${name.padEnd(width)}  ${found}`);
  if (verdict === 'ok' || verdict === 'does-not-apply' || !isNews) return;

  const indent = ' '.repeat(width + 17);
  print(`${indent}Why: ${why}`);
  if (mend !== undefined) print(`${indent}Mend: ${mend}`);
}

function summary(all: readonly Diagnosis[]): string {
  const counts = Object.entries(looks).flatMap(([verdict, { words }]) => {
    const count = all.filter((diagnosis) => diagnosis.verdict === verdict).length;
    return count === 0 || verdict === 'does-not-apply' ? [] : [`${count} ${words.toLowerCase()}`];
  });
  return counts.length === 0 ? 'nothing applies here' : counts.join(', ');
}

/** Writes the same as JSON, for programs to read. */
export function toJson(stage: string, at: Date, sections: readonly Section[]): string {
  const diagnoses = sections.flatMap((section) => section.diagnoses.map((diagnosis) => ({ about: section.about, ...diagnosis })));
  return JSON.stringify({ stage, at: at.toISOString(), worst: worstOf(diagnoses), checks: diagnoses }, undefined, 2);
}
