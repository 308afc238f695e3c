import type { Preference } from '../../../contract/preferences/preferences.ts';
import {
  digestTimeOf,
  emailFrequencyOf,
  isOptedOut,
  preferenceOf,
  withPreference,
} from '../../../core/preferences/rules/preferences.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import { withDefaults } from '../../../core/workflows/rules/workflow-defaults.ts';
import { aWorkflow } from '../workflows/a-workflow.ts';

const said = (email?: Preference) => ({ email: 'ada@example.com', preferences: { general: { email } } });

test.each<[string, Partial<Workflow>, Preference | undefined, Preference]>([
  ['a workflow goes to who has not chosen', {}, undefined, 'opted_in'],
  ['a workflow does not go to who opted out', {}, 'opted_out', 'opted_out'],
  ['a workflow that waits to be opted in to does not go to who has not chosen', { optIn: ['email'] }, undefined, 'opted_out'],
  ['a workflow that waits to be opted in to goes to who did', { optIn: ['email'] }, 'opted_in', 'opted_in'],
  ['another channel that waits to be opted in to changes nothing', { optIn: ['sms'] }, undefined, 'opted_in'],
  ['what was said of another category changes nothing', { category: 'billing' }, 'opted_out', 'opted_in'],
])('%s', (_name, { optIn, category = 'general' }, choice, value) => {
  const workflow = { category, optIn };

  expect(preferenceOf(said(choice), workflow, 'email').value).toBe(value);
});

test('only a word of the user is an opt-out, and a category named like a part of every object has none', () => {
  expect(isOptedOut(said('opted_out'), 'general', 'email')).toBe(true);
  expect(isOptedOut(said(), 'general', 'email')).toBe(false);
  expect(isOptedOut(said('opted_out'), 'constructor', 'email')).toBe(false);
  expect(preferenceOf({ preferences: {} }, { category: 'constructor' }, 'email')).toEqual({ value: 'opted_in', chosen: false });
});

test('the frequency is the user’s choice, else the workflow’s, else at once', () => {
  const daily = { category: 'general', digest: 'daily' } as const;

  expect(emailFrequencyOf({ preferences: { general: { digest: 'weekly' } } }, daily)).toBe('weekly');
  expect(emailFrequencyOf({ preferences: { general: { email: 'opted_in' } } }, daily)).toBe('daily');
  expect(emailFrequencyOf({}, { category: 'general' })).toBe('immediate');
});

test('digests go at eight and on Monday, UTC, unless the user says otherwise', () => {
  expect(digestTimeOf({})).toEqual({ time: '08:00', weekday: 'monday', zone: 'UTC' });
  expect(digestTimeOf({ digestTime: '17:30', digestDay: 'friday', timezone: 'Asia/Kolkata' })).toEqual({
    time: '17:30',
    weekday: 'friday',
    zone: 'Asia/Kolkata',
  });
});

test('one word more leaves the others', () => {
  const choices = {
    preferences: { general: { sms: 'opted_out' }, billing: { email: 'opted_out' } },
    digestTime: '06:00',
  } as const;

  expect(withPreference(choices, { category: 'general', channel: 'email', value: 'opted_in' })).toEqual({
    preferences: { general: { sms: 'opted_out', email: 'opted_in' }, billing: { email: 'opted_out' } },
    digestTime: '06:00',
  });
});

test("a stage's defaults are for what a workflow leaves open, and not for what is required", () => {
  const workflows = [
    aWorkflow({ key: 'greeting' }),
    aWorkflow({ key: 'greeting', optIn: [], digest: 'weekly' }),
    aWorkflow({ key: 'greeting', required: true }),
  ] as unknown as Workflow[];
  const filledIn = workflows.map((workflow) => {
    const [it] = withDefaults(new Map([[workflow.key, workflow]]), { optIn: ['sms'], digest: 'daily', channelsOn: [] }).values();
    return { optIn: it?.optIn, digest: it?.digest };
  });

  expect(filledIn).toEqual([
    { optIn: ['sms'], digest: 'daily' },
    { optIn: [], digest: 'weekly' },
    { optIn: undefined, digest: undefined },
  ]);
});
