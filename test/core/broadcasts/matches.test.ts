import fc from 'fast-check';
import { Condition, comparisonNames } from '../../../contract/broadcasts/condition.ts';
import { Attributes } from '../../../contract/users/profile.ts';
import { type AskedOf, isInAudience, matches } from '../../../core/broadcasts/rules/matches.ts';
import { runs } from '../../runs.ts';

const ada: AskedOf = {
  name: 'Ada Lovelace',
  locale: 'de-CH',
  attributes: { plan: 'pro', seats: 12, beta: true, teams: ['red', 'blue'], empty: [] },
};

test.each<[Condition, boolean]>([
  [{ attribute: 'plan', equals: 'pro' }, true],
  [{ attribute: 'plan', equals: 'Pro' }, false],
  [{ attribute: 'seats', equals: '12' as never }, false],
  [{ attribute: 'beta', equals: true }, true],
  [{ attribute: 'plan', in: ['free', 'pro'] }, true],
  [{ attribute: 'teams', equals: 'blue' }, true],
  [{ attribute: 'teams', in: ['green', 'yellow'] }, false],
  [{ attribute: 'seats', greater_than: 12 }, false],
  [{ attribute: 'seats', at_least: 12 }, true],
  [{ attribute: 'seats', less_than: 12.5 }, true],
  [{ attribute: 'seats', at_most: 11 }, false],
  [{ attribute: 'seats', greater_than: '1' }, false],
  [{ attribute: 'plan', greater_than: 'pr' }, true],
  [{ attribute: 'plan', exists: true }, true],
  [{ attribute: 'empty', exists: true }, true],
  [{ attribute: 'empty', equals: 'red' }, false],
  [{ attribute: 'gone', exists: false }, true],
  [{ attribute: 'gone', equals: 'red' }, false],
  [{ not: { attribute: 'gone', equals: 'red' } }, true],
  [{ attribute: 'constructor', exists: true }, false],
  [{ attribute: 'toString', exists: true }, false],
  [{ field: 'locale', in: ['de', 'de-CH'] }, true],
  [{ field: 'timezone', exists: true }, false],
  [{ field: 'name', exists: true }, true],
])('of Ada %j is %j', (condition, holds) => {
  expect(matches(Condition.parse(condition), ada)).toBe(holds);
});

test('all users are everybody, also who is known by nothing but an id', () => {
  expect(isInAudience({ all: true }, {})).toBe(true);
});

const name = fc.constantFrom('plan', 'seats', 'teams', 'constructor', 'hasOwnProperty');
const scalar = fc.oneof(fc.constantFrom('pro', 'free', '', 'z'), fc.integer({ min: -2, max: 2 }), fc.boolean());
const valueFor = (by: (typeof comparisonNames)[number]): fc.Arbitrary<unknown> => {
  if (by === 'exists') return fc.boolean();
  if (by === 'in') return fc.array(scalar, { minLength: 1, maxLength: 3 });
  return by === 'equals' ? scalar : scalar.filter((value) => typeof value !== 'boolean');
};
const comparison = fc.constantFrom(...comparisonNames).chain((by) => valueFor(by).map((value) => ({ [by]: value })));
const subject = fc.oneof(
  name.map((attribute) => ({ attribute })),
  fc.constantFrom('name', 'locale', 'timezone').map((field) => ({ field })),
);
const leaf = fc.tuple(subject, comparison).map(([about, how]) => ({ ...about, ...how }));
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3 },
    leaf as fc.Arbitrary<Condition>,
    fc.record({ and: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ or: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('condition') }),
  ),
}));
const user: fc.Arbitrary<AskedOf> = fc.record(
  {
    name: fc.constantFrom('Ada', ''),
    locale: fc.constantFrom('de', 'en-GB'),
    timezone: fc.constant('UTC'),
    attributes: fc.dictionary(name, fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }))).map((given) => Attributes.parse(given)),
  },
  { requiredKeys: [] },
);

test('whatever is asked of whomever, it is taken, answered, and answered the same when it has gone through a queue', () => {
  fc.assert(
    fc.property(condition, user, (asked, whom) => {
      const taken = Condition.parse(asked);

      expect(matches(taken, whom)).toBe(matches(JSON.parse(JSON.stringify(taken)), whom));
    }),
    { numRuns: runs(500) },
  );
});

test('not, and, or keep the laws of logic, and nothing is asked of what nobody said', () => {
  fc.assert(
    fc.property(condition, condition, user, (one, other, whom) => {
      const [first, second] = [matches(one, whom), matches(other, whom)];

      expect(matches({ not: one }, whom)).toBe(!first);
      expect(matches({ and: [one, other] }, whom)).toBe(first && second);
      expect(matches({ or: [one, other] }, whom)).toBe(first || second);
      expect(matches({ not: { and: [one, other] } }, whom)).toBe(matches({ or: [{ not: one }, { not: other }] }, whom));
    }),
    { numRuns: runs(500) },
  );
});

test('of one value, exactly one of less, equal and greater holds where they can be compared, and none where they cannot', () => {
  fc.assert(
    fc.property(scalar, scalar, (value, other) => {
      const whom = { attributes: { it: value } };
      const holds = (how: Partial<Condition>) => matches({ attribute: 'it', ...how } as Condition, whom);
      const compared = [
        holds({ less_than: other as string }),
        holds({ equals: other }),
        holds({ greater_than: other as string }),
      ];
      const canCompare = typeof value === typeof other && typeof value !== 'boolean';

      expect(compared.filter(Boolean)).toHaveLength(canCompare || value === other ? 1 : 0);
    }),
    { numRuns: runs(500) },
  );
});
