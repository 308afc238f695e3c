// where jest runs a file of tests: its environment for Node, whose globals are plain ones (docs/decisions/0410)
import vm from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';

/**
 * Makes what jest makes, over a global object that V8 reads without asking. Jest's own is a Proxy behind interceptors: each `Object` or
 * `Promise` that a test, a library or `expect` itself looks up is a call of some functions there.
 */
export default class PlainEnvironment extends TestEnvironment {
  constructor(...given) {
    const { createContext } = vm;
    vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
    try {
      super(...given);
    } finally {
      vm.createContext = createContext;
    }
  }
}
