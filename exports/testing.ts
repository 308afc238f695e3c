// bellhop/testing: tests of what an owner's workflows say
export { type CopyOrder, copyOf, testWorkflows, type WrittenCopy } from '../lib/workflows/testing/test-workflows.ts';
