import * as z from 'zod';
import { defineWorkflow } from '../../../core/workflows/rules/define-workflow.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import { aWorkflow } from '../workflows/a-workflow.ts';

const short = { weight: 1, subject: () => 'Hi' };
const variants = { plain: { weight: 1 }, short };
const german = { inbox: () => ({ title: 'Hallo', body: '' }), subject: () => 'Hallo', sms: () => 'Hallo' };

/** Defines what no type checker has seen. */
function define(experiment: unknown, change: object = {}): unknown {
  return defineWorkflow({ ...aWorkflow(), ...change, experiment } as unknown as Workflow);
}

test.each<[string, unknown, object]>([
  ['two variants', { variants }, {}],
  ['all that there is', { id: 'words', variants, holdout: 10, goal: 'read', sample: 500, winner: 'short' }, {}],
  ['one variant beside a holdout', { variants: { plain: { weight: 1 } }, holdout: 50 }, {}],
  ['clicks as a goal', { variants, goal: 'clicked' }, { trackEmail: ['opens', 'clicks'] }],
  [
    'a variant in each language',
    { variants: { ...variants, short: { ...short, translations: { de: { subject: () => 'Tag' } } } } },
    { translations: { de: german } },
  ],
])('%s may be written', (_what, experiment, change) => {
  expect(define(experiment, change)).toMatchObject({ experiment });
});

test.each<[string, unknown, object, string]>([
  ['one variant alone', { variants: { plain: { weight: 1 } } }, {}, 'experiment.variants: must be two or more, or one beside'],
  ['none', { variants: {}, holdout: 10 }, {}, 'experiment.variants: must be two or more, or one beside'],
  [
    'seven variants',
    { variants: Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => [name, { weight: 1 }])) },
    {},
    'experiment.variants: must be at most 6',
  ],
  ['a weight of nothing', { variants: { ...variants, plain: { weight: 0 } } }, {}, 'experiment.variants.plain.weight: '],
  ['a variant without a weight', { variants: { ...variants, plain: {} } }, {}, 'experiment.variants.plain.weight: '],
  ['a variant that is called holdout', { variants: { ...variants, holdout: short } }, {}, 'experiment.variants.holdout: '],
  ['a variant whose name is a row', { variants: { ...variants, 'a#b': short } }, {}, 'experiment.variants.a#b: '],
  [
    'a function that is misspelt',
    { variants: { ...variants, plain: { weight: 1, subjct: () => '' } } },
    {},
    '"subjct" is unknown',
  ],
  [
    'words that are no function',
    { variants: { ...variants, plain: { weight: 1, subject: 'Hi' } } },
    {},
    'subject: must be a func',
  ],
  ['a winner that is no variant', { variants, winner: 'long' }, {}, 'experiment.winner: must be one of plain, short'],
  ['everybody held out', { variants, holdout: 100 }, {}, 'experiment.holdout: must be at most 50'],
  ['a sample of ten', { variants, sample: 10 }, {}, 'experiment.sample: must be at least 100'],
  [
    'clicks that nobody counts',
    { variants, goal: 'clicked' },
    {},
    'experiment.goal: counts nothing unless trackEmail has "clicks"',
  ],
  [
    'opens where clicks alone are counted',
    { variants, goal: 'opened' },
    { trackEmail: ['clicks'] },
    'experiment.goal: counts nothing unless trackEmail has "opens"',
  ],
  ['a goal nobody counts', { variants, goal: 'bought' }, {}, 'experiment.goal: '],
  [
    'a holdout of what is required',
    { variants, holdout: 10 },
    { required: true },
    'experiment.holdout: is set, but the workflow is req',
  ],
  [
    'a holdout of what is urgent',
    { variants, holdout: 10 },
    { priority: 'urgent' },
    'experiment.holdout: is set, but the workflow is urg',
  ],
  [
    'an SMS that the workflow has not',
    { variants: { ...variants, plain: { weight: 1, sms: () => 'Hi' } } },
    { sms: undefined },
    'experiment.variants.plain.sms: is not in the workflow itself',
  ],
  [
    'a variant that lacks a language',
    { variants },
    { translations: { de: german } },
    'experiment.variants.short.translations.de.subject: must be there in each language or in none',
  ],
  [
    'a variant in another language',
    { variants: { ...variants, short: { ...short, translations: { fr: { subject: () => 'Salut' } } } } },
    {},
    'experiment.variants.short.translations.fr: is a language that the workflow has not',
  ],
])('%s is refused', (_what, experiment, change, why) => {
  expect(() => define(experiment, change)).toThrow(why);
});

test('the type checker knows which words a variant may change, and who may win', () => {
  const plain = { ...aWorkflow(), payload: z.strictObject({ name: z.string() }) };
  const typed = defineWorkflow({
    ...plain,
    experiment: { variants: { a: { weight: 1 }, b: { weight: 1, subject: ({ name }) => name.trim() } }, winner: 'b' },
  });

  expect(typed.experiment?.winner).toBe('b');
  expect(() =>
    defineWorkflow({
      ...plain,
      // @ts-expect-error: no variant is called "c"
      experiment: { variants: { a: { weight: 1 }, b: { weight: 1 } }, winner: 'c' },
    }),
  ).toThrow();
  expect(() =>
    defineWorkflow({
      ...plain,
      // @ts-expect-error: a subject is misspelt
      experiment: { variants: { a: { weight: 1 }, b: { weight: 1, subjct: () => 'Hi' } } },
    }),
  ).toThrow();
});
