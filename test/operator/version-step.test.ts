import { describeStep } from '../../bin/operator/version-step.ts';

test.each([
  ['1.2.3', '1.2.4', 'a patch version: nothing that you have written has to change'],
  ['1.2.9', '1.10.0', 'a minor version: nothing that you have written has to change'],
  ['1.10.0', '2.0.0', 'a major version: workflows, settings or calls may have to change; read CHANGELOG.md from 1.10.0 up'],
  ['0.1.0', '0.2.0', 'a minor version below 1.0.0: workflows or settings may have to change; read CHANGELOG.md from 0.1.0 up'],
  ['1.2.3', '1.2.3', 'none: this version is deployed; a deploy brings your settings and workflows'],
  [
    '1.10.0',
    '1.9.5',
    'back by a minor version: what it does not know becomes dead-letter messages, which the later version takes back',
  ],
  ['2.0.0', '1.9.5', 'back by a major version: only if its changelog says that it can be done'],
  ['1.2.3-rc.1', '1.2.3', 'a patch version: nothing that you have written has to change'],
])('the step from %s to %s is %s', (from, to, step) => {
  expect(describeStep({ from, to })).toBe(step);
});

test('a stack that does not say is of the first version', () => {
  expect(describeStep({ to: '0.2.0' })).toMatch(/^from 0\.1\.0 or before/);
});
