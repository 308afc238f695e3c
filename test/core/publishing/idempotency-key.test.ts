import { parseIdempotencyKey } from '../../../core/publishing/rules/idempotency-key.ts';

test.each([
  ['a quoted key, as the draft writes it', '"8e03978e-40d5-43dd-bc93-6894a57f9324"', '8e03978e-40d5-43dd-bc93-6894a57f9324'],
  ['a bare key, as most send it', '8e03978e-40d5', '8e03978e-40d5'],
  ['the longest key', 'k'.repeat(255), 'k'.repeat(255)],
])('%s is taken', (_name, header, key) => {
  expect(parseIdempotencyKey(header)).toBe(key);
});

test.each([
  ['an empty header', ''],
  ['empty quotes', '""'],
  ['a quote that does not close', '"abc'],
  ['a quote in the middle', 'a"b'],
  ['256 characters', 'k'.repeat(256)],
  ['a line break', 'a\nb'],
  ['anything beyond ASCII', 'schlüssel'],
])('%s is refused', (_name, header) => {
  expect(parseIdempotencyKey(header)).toBeUndefined();
});
