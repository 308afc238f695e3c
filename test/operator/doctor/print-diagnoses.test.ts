import { stripVTControlCharacters } from 'node:util';
import type { Diagnosis } from '../../../bin/operator/doctor/diagnose.ts';
import { printDiagnoses } from '../../../bin/operator/doctor/print-diagnoses.ts';

test('a part of which nothing is checked has no heading', () => {
  const api: Diagnosis = { name: 'api', verdict: 'ok', found: 'It answers.', why: 'Your app publishes through it.' };
  const lines: string[] = [];

  printDiagnoses(
    [
      { about: 'system', diagnoses: [api] },
      { about: 'chat', diagnoses: [] },
    ],
    (line) => lines.push(stripVTControlCharacters(line).trim()),
  );

  expect(lines).toEqual(['system', 'ok           api  It answers.', '1 ok']);
});
