import fc from 'fast-check';
import { assignVariant, pickVariant, type ToAssign } from '../../../core/experiments/rules/assign-variant.ts';
import type { Experiment } from '../../../core/experiments/rules/experiment.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import { runs } from '../../runs.ts';
import { aWorkflow } from '../workflows/a-workflow.ts';

const half = { plain: { weight: 50 }, short: { weight: 50 } };
const plain = aWorkflow();
const users = Array.from({ length: 2_000 }, (_, n) => `user-${n}`);

function assign(userId: string, experiment: Experiment<object>, more: Partial<ToAssign> = {}, change: Partial<Workflow> = {}) {
  const workflow = { ...plain, ...change, experiment } as unknown as Workflow;
  return assignVariant(workflow, { userId, priority: workflow.priority, test: false, ...more });
}

function shareOf(variant: string, experiment: Experiment<object>): number {
  return users.filter((user) => assign(user, experiment)?.variant === variant).length / users.length;
}

test('users stay where they were, whatever version of Bellhop assigns them', () => {
  expect(['ada', 'grace', 'joan', 'mary'].map((user) => assign(user, { variants: half })?.variant)).toEqual([
    'plain',
    'plain',
    'plain',
    'short',
  ]);
});

test('a user has the same variant in every workflow of one experiment, and another one in another experiment', () => {
  const of = (id: string, key: string) => users.map((userId) => assign(userId, { id, variants: half }, {}, { key })?.variant);

  expect(of('words', 'greeting')).toEqual(of('words', 'invoice'));
  const others = of('colours', 'greeting');
  const same = of('words', 'greeting').filter((variant, n) => variant === others[n]).length;
  expect(same / users.length).toBeCloseTo(0.5, 1);
});

test('users are shared out by weight, and a holdout takes its part of each variant', () => {
  const variants = { a: { weight: 60 }, b: { weight: 30 }, c: { weight: 10 } };

  expect(shareOf('a', { variants })).toBeCloseTo(0.6, 1);
  expect(shareOf('c', { variants })).toBeCloseTo(0.1, 1);
  expect(shareOf('holdout', { variants, holdout: 20 })).toBeCloseTo(0.2, 1);
  expect(shareOf('a', { variants, holdout: 20 })).toBeCloseTo(0.48, 1);
});

const names = ['a', 'b', 'c', 'd'];
const weights = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 2, maxLength: 4 });
const named = (all: readonly number[]) => all.map((weight, n) => ({ name: names[n] ?? '', weight }));

test('raising a weight moves users to its variant alone, and lowering it moves none to it', () => {
  fc.assert(
    fc.property(weights, fc.nat(3), fc.integer({ min: 1, max: 1_000 }), fc.string(), (all, which, more, userId) => {
      const raised = all.map((weight, n) => (n === which % all.length ? weight + more : weight));
      const [before, after] = [pickVariant(named(all), 'words', userId), pickVariant(named(raised), 'words', userId)];

      if (before !== after) expect(after).toBe(names[which % all.length]);
    }),
    { numRuns: runs(1_000) },
  );
});

test('a variant that is added takes users from the others, and moves none between them', () => {
  fc.assert(
    fc.property(weights, fc.string(), (all, userId) => {
      const [before, after] = [pickVariant(named(all.slice(0, -1)), 'words', userId), pickVariant(named(all), 'words', userId)];

      if (before !== after) expect(after).toBe(names[all.length - 1]);
    }),
    { numRuns: runs(1_000) },
  );
});

test('a larger holdout holds out whom the smaller one did, and changes no other user’s variant', () => {
  for (const userId of users.slice(0, 500)) {
    const [small, large] = [5, 25].map((holdout) => assign(userId, { variants: half, holdout })?.variant);

    if (small === 'holdout') expect(large).toBe('holdout');
    if (large !== 'holdout') expect(large).toBe(small);
  }
});

const heldOut = users.find((user) => assign(user, { variants: half, holdout: 20 })?.variant === 'holdout') ?? '';

test.each<[string, Partial<ToAssign>, string]>([
  ['a test key', { test: true }, 'a test key holds nobody out'],
  ['an urgent publish', { priority: 'urgent' }, 'priority "urgent" passes them'],
])('%s holds nobody out, and no experiment counts it', (_who, more, why) => {
  const assignment = assign(heldOut, { variants: half, holdout: 20 }, more);

  expect(['plain', 'short']).toContain(assignment?.variant);
  expect(assignment).toMatchObject({ because: expect.stringContaining(why) });
  expect(assignment).not.toHaveProperty('experiment');
});

test('why is said', () => {
  expect(assign(heldOut, { variants: half, holdout: 20 })).toEqual({
    experiment: 'greeting',
    variant: 'holdout',
    because: 'the experiment "greeting" holds out 20 % of users, and this is one of them',
  });
  expect(assign('ada', { variants: { plain: { weight: 1 }, short: { weight: 3 } } })).toEqual({
    experiment: 'greeting',
    variant: 'short',
    because: 'the experiment "greeting" shows "short" to 3 of 4 users, and this is one of them',
  });
});

test('once there is a winner all get it, those who were held out too, and no experiment counts it', () => {
  const experiment = { variants: half, holdout: 20, winner: 'short' };

  for (const userId of [heldOut, ...users.slice(0, 50)])
    expect(assign(userId, experiment)).toEqual({
      variant: 'short',
      because: 'the experiment "greeting" has ended, and "short" has won',
    });
});

test('what is sent again shows what it showed, whatever its user would get now, and no experiment counts it', () => {
  expect(assign('ada', { variants: half }, { resent: { variant: 'plain' } })).toEqual({
    variant: 'plain',
    because: 'it is sent again',
  });
  expect(assign('ada', { variants: half }, { resent: {} })).toBeUndefined();
});
