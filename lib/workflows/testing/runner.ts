type Test = (name: string, body: () => void) => void;
type Expect = (value: unknown) => { toMatchSnapshot(): void };

/** What jest and vitest bring: their globals, or what is imported from them. */
export type Takes = { test?: Test; expect?: Expect };

/** Takes tests, each with a body of the runner's kind; `keep` makes one that holds a text to its snapshot. */
export type Runner = { test: (name: string, body: Body) => void; keep: (text: string) => Body };
type Body = (context: NodeContext) => void;
type NodeContext = { assert: { snapshot(value: unknown, options: { serializers: ((value: unknown) => string)[] }): void } };

/** Finds the runner that this file is run by. @throws Error when it has none that is known. */
export function runnerHere(takes: Takes): Runner {
  const { test, expect } = { ...(globalThis as Takes), ...takes };
  if (test !== undefined && expect !== undefined)
    return {
      test: (name, body) => test(name, body as () => void),
      keep: (text) => () => expect(text).toMatchSnapshot(),
    };
  if (process.env.VITEST)
    throw new Error("vitest has no globals here: import { expect, test } from 'vitest', and hand both over");
  const node = process.getBuiltinModule('node:test');
  return {
    test: (name, body) => void node.test(name, body as never),
    keep: (text) => (context) => keepInNode(context, text),
  };
}

/**
 * Holds a text to its snapshot. Node tells what differs, and where there is none yet, as of a workflow that is new, a flag that few have
 * typed; both between stacks, here and in Node, that help nobody.
 */
function keepInNode({ assert }: NodeContext, text: string): void {
  try {
    assert.snapshot(text, { serializers: [String] });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const how = 'npm run test:update in a project that create-bellhop made, elsewhere the option --test-update-snapshots';
    if (code === 'ERR_INVALID_STATE')
      throw withoutStack(`nothing is kept of it yet; look at it in the console, and keep it: ${how}`);
    if (code === 'ERR_ASSERTION') throw withoutStack(`${message}\nIf that is meant, keep it: ${how}`);
    throw error;
  }
}

function withoutStack(message: string): Error {
  const told = new Error(message);
  told.stack = `Error: ${message}`;
  return told;
}
