import { isContext } from 'node:vm';

test('the globals of a test are a plain object, which V8 reads without asking', () => {
  expect(isContext(globalThis)).toBe(true); // of a context that is made of another object, the globals within are not that object
});
