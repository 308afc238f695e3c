import { construct } from './constructed.ts';

test('in an app of its own it is the very stack that a deploy makes, whatever flags the app has', async () => {
  const common = { stage: 'dev', fromAddress: 'hello@example.com', live: 'on' } as const;

  const made = await construct({ ...common, smsCountries: ['GB', 'US'] }, { ...common, smsCountries: 'GB,US' });

  expect(made.stackName).toBe('bellhop-dev');
  expect(JSON.stringify(made.template).length).toBeGreaterThan(100_000);
  expect(made.template).toEqual(made.deployed);
  expect(made.given).toHaveLength(3);
});

test.each([
  [{ fromAddress: 'nobody' }, /^new Bellhop, stage dev: setting fromAddress: "nobody" will not do/],
  [{ fromAddress: 'hello@example.com', smsCountries: ['XX'] }, /^new Bellhop, stage dev: setting smsCountries: /],
])('a setting that will not do is told with its place: %j', async (props, refusal) => {
  expect((await construct({ stage: 'dev', ...props })).refusal).toMatch(refusal);
});
