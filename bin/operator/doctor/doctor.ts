import { credentials } from './account/credentials.ts';
import type { Verdict } from './check.ts';
import { checks } from './checks.ts';
import { diagnose, worstOf } from './diagnose.ts';
import { type Facts, gatherFacts } from './facts.ts';
import { printDiagnoses, type Section, toJson } from './print-diagnoses.ts';

/** 1 is left to what cannot be run at all, as for every command. */
const exitCodes: Readonly<Record<Verdict, number>> = { ok: 0, 'does-not-apply': 0, 'not-yet': 2, 'cannot-tell': 3, wrong: 4 };

/** Looks at everything, prints it for a person or as JSON, and answers the exit code: that of the worst. */
export async function runDoctor(stage: string, { json }: { json: boolean }): Promise<number> {
  const facts = gatherFacts(stage);
  const [access] = json ? [] : await diagnose([credentials], facts);
  if (access?.verdict === 'wrong') {
    console.log(`${access.found} ${access.mend}`); // every other check would say the same
    return exitCodes.wrong;
  }
  const sections = await diagnoseAll(facts);
  if (json) console.log(toJson(stage, facts.now(), sections));
  else printDiagnoses(sections, console.log);
  return exitCodes[worstOf(sections.flatMap(({ diagnoses }) => diagnoses))];
}

/** Runs the checks of every section, all at once. */
export function diagnoseAll(facts: Facts): Promise<Section[]> {
  return Promise.all(
    Object.entries(checks).map(async ([about, list]): Promise<Section> => ({ about, diagnoses: await diagnose(list, facts) })),
  );
}
