import { matches, refuseUnknownOperators } from '../../../local/emulators/providers/event-pattern.ts';

const event = {
  source: 'shop.orders',
  'detail-type': 'notification.publish',
  resources: ['a', 'b'],
  detail: { n: 1, gone: null, deep: { x: 'y' } },
};

test.each([
  ['an exact value', { 'detail-type': ['notification.publish'] }, true],
  ['one of several', { source: ['other', 'shop.orders'] }, true],
  ['no such value', { source: ['other'] }, false],
  ['every field must fit', { source: ['shop.orders'], 'detail-type': ['other'] }, false],
  ['a nested value', { detail: { deep: { x: ['y'] } } }, true],
  ['a number is not its text', { detail: { n: ['1'] } }, false],
  ['null is a value', { detail: { gone: [null] } }, true],
  ['a list in the event fits by any item', { resources: ['b'] }, true],
  ['a prefix', { source: [{ prefix: 'shop.' }] }, true],
  ['another prefix', { source: [{ prefix: 'aws.' }] }, false],
  ['a field that exists', { detail: { n: [{ exists: true }] } }, true],
  ['a field that must not exist', { detail: { n: [{ exists: false }] } }, false],
  ['an absent field that must not exist', { detail: { m: [{ exists: false }] } }, true],
  ['anything but', { source: [{ 'anything-but': 'aws.ses' }] }, true],
  ['anything but several', { source: [{ 'anything-but': ['aws.ses', 'shop.orders'] }] }, false],
  ['anything but needs the field', { detail: { m: [{ 'anything-but': 1 }] } }, false],
  ['an absent field', { detail: { m: ['x'] } }, false],
  ['a field below a value', { source: { deeper: ['x'] } }, false],
])('%s', (_name, pattern, expected) => {
  refuseUnknownOperators(pattern);

  expect(matches(pattern, event)).toBe(expected);
});

test.each([
  [{ detail: { n: [{ numeric: ['>', 0] }] } }, 'numeric'],
  [{ source: [{ suffix: '.orders' }] }, 'suffix'],
  [{ source: [{ 'anything-but': { prefix: 'aws.' } }] }, 'anything-but'],
  [{ $or: [{ source: ['a'] }] }, '$or'],
])('an operator that is not known is refused by name: %j', (pattern, named) => {
  expect(() => refuseUnknownOperators(pattern)).toThrow(named);
});
