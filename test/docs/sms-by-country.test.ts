import { readFileSync } from 'node:fs';
import { type CountryRule, ruleOf } from '../../bin/operator/doctor/sms/country-rules.ts';

/** The beginning of each row of the page's table, and the doctor's rule for its countries. */
const rows: Readonly<Record<string, CountryRule>> = {
  'a number of your own, registered': 'own-number',
  'a sender id that is registered there': 'registered-sender-id',
  'every text, registered beforehand': 'registered-texts',
};

test("the countries of docs/tutorials/sms-by-country.md are the doctor's", () => {
  const page = readFileSync('docs/tutorials/sms-by-country.md', 'utf8');
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const codes = letters.flatMap((first) => letters.map((second) => first + second));

  for (const [beginning, rule] of Object.entries(rows)) {
    const [, countries = ''] =
      page
        .split('\n')
        .find((line) => line.startsWith(`| ${beginning} |`))
        ?.split(/(?<!\\)\|/)
        .slice(1) ?? [];
    const listed = [...countries.matchAll(/`([A-Z]{2})`/g)].map(([, code = '']) => code);

    expect(listed.toSorted()).toEqual(codes.filter((code) => ruleOf(code) === rule));
    expect(listed.length).toBeGreaterThan(0);
  }
});
