import { types } from 'node:util';

/**
 * Lets code under test see Node's own errors as it would outside jest. Each jest file has an `Error` of its own, to which
 * Node's network errors do not belong, and AWS clients then wrap them beyond recognition.
 */
export function recognizeNodeErrors(): void {
  const isInstance = Function.prototype[Symbol.hasInstance];
  Object.defineProperty(Error, Symbol.hasInstance, {
    configurable: true, // files that run together each ask for it
    value(this: unknown, value: unknown) {
      return isInstance.call(this as () => unknown, value) || (this === Error && types.isNativeError(value));
    },
  });
}
