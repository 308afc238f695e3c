import { join } from 'node:path';
import type { BellhopProps } from '../../../exports/cdk.ts';
import { sharedProcess } from '../../shared-process/shared-process.ts';

type Constructed = { refusal?: string; stackName: string; template: object; deployed: object; given: string[] };

/** The stack in somebody's app, beside what a deploy with these settings makes. */
async function construct(props: BellhopProps, settings: Record<string, string> = {}): Promise<Constructed> {
  const ask = await sharedProcess(join(import.meta.dirname, '../synthesizer.ts'));
  return (await ask('/construct', { props, settings })) as Constructed;
}

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
