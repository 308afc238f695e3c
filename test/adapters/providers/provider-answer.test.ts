import { answerTo } from '../../../adapters/providers/provider-answer.ts';

const outcomeOf = (error: unknown) => answerTo(error, () => undefined).outcome;

function networkError(code: string, more: object = {}, message = code): Error {
  return Object.assign(new Error(message), { code, ...more });
}

test.each([
  ['no credentials', Object.assign(new Error('none'), { name: 'CredentialsProviderError' })],
  ['a refused connection', networkError('ECONNREFUSED', { syscall: 'connect' })],
  ['a network that cannot be reached', networkError('ENETUNREACH', { syscall: 'connect' })],
  ['a connection that timed out', networkError('ETIMEDOUT', { syscall: 'connect', name: 'TimeoutError' })],
  ['a name that does not resolve', networkError('ENOTFOUND', { syscall: 'getaddrinfo' })],
  ['a host that refused on every address', new AggregateError([networkError('ECONNREFUSED', { syscall: 'connect' })])],
  [
    'a connection that was lost while it was being secured',
    networkError('ECONNRESET', {}, 'Client network socket disconnected before secure TLS connection was established'),
  ],
  [
    "the client's own time-out for connections",
    Object.assign(new Error('the request socket did not establish a connection with the server'), { name: 'TimeoutError' }),
  ],
])('with %s nothing was sent', (_, error) => {
  expect(outcomeOf(error)).toBe('not-now');
});

test.each([
  ['a connection that was reset', networkError('ECONNRESET')],
  ['a pipe that broke', networkError('EPIPE', { syscall: 'write' })],
  ['a request that timed out', networkError('ETIMEDOUT', { name: 'TimeoutError' })],
  ['a request that was aborted', Object.assign(new Error('aborted'), { name: 'AbortError' })],
  [
    'addresses of which one may have answered',
    new AggregateError([networkError('ECONNREFUSED', { syscall: 'connect' }), networkError('ECONNRESET')]),
  ],
  ['something nobody thought of', 'what?'],
])('with %s nobody knows', (_, error) => {
  expect(outcomeOf(error)).toBe('unknown');
});
