import { validateTimes } from '../../../core/publishing/rules/validate-times.ts';

const now = new Date('2030-03-15T12:00:00.000Z');
const day = 86_400_000;
const fromNow = (ms: number) => new Date(now.getTime() + ms).toISOString();

test('times are kept as UTC, whatever offset they came with', () => {
  expect(validateTimes({ send_at: '2030-03-16T09:00:00+05:45', expires_at: '2030-03-16T09:00:00-03:30' }, now)).toEqual({
    outcome: 'kept',
    sendAt: '2030-03-16T03:15:00.000Z',
    expiresAt: '2030-03-16T12:30:00.000Z',
  });
});

test('a time to send that has passed means now', () => {
  expect(validateTimes({ send_at: fromNow(-day) }, now)).toEqual({ outcome: 'kept' });
  expect(validateTimes({ send_at: fromNow(0) }, now)).toEqual({ outcome: 'kept' });
});

test('a year ahead is kept, more is not', () => {
  expect(validateTimes({ send_at: fromNow(366 * day) }, now)).toMatchObject({ outcome: 'kept', sendAt: fromNow(366 * day) });
  expect(validateTimes({ send_at: fromNow(366 * day + 1) }, now)).toMatchObject({
    outcome: 'refused',
    faults: [{ pointer: '/send_at' }],
  });
});

test.each([
  ['that has passed', { expires_at: fromNow(0) }],
  ['before it is sent', { send_at: fromNow(day), expires_at: fromNow(day) }],
])('an end %s is refused', (_, times) => {
  expect(validateTimes(times, now)).toMatchObject({ outcome: 'refused', faults: [{ pointer: '/expires_at' }] });
});

test('an end after a time to send that has passed is kept', () => {
  expect(validateTimes({ send_at: fromNow(-day), expires_at: fromNow(1) }, now)).toEqual({
    outcome: 'kept',
    expiresAt: fromNow(1),
  });
});
