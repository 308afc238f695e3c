import { createContext, Script } from 'node:vm';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';
import { notedLogIds } from '../ids/log-ids.ts';

/** How long a function of the owner's may take that is called for a record which came before: it takes a millisecond or some. */
const mostMs = 1_000;

const script = new Script('work()');
const context = createContext({ work: undefined });

/**
 * The same workflows, whose functions are stopped when they do not end, for a record that comes again. One that loops for ever takes the time of its
 * batch, and whatever is in that comes again with it, each time: from the second time on only its own record fails. The first time nobody pays for this.
 */
export function stopEndless(workflows: ReadonlyMap<string, Workflow>): ReadonlyMap<string, Workflow> {
  return new Map([...workflows].map(([key, { payload, ...written }]) => [key, { ...withStops(written), payload } as Workflow]));
}

/** A function of the owner's that is stopped so. What it was called for throws an error then, as if it had. */
export function stopsWhenEndless<Args extends unknown[], Result>(ask: (...args: Args) => Result): (...args: Args) => Result {
  return (...args) => (Number(notedLogIds().attempt) > 1 ? stopInTime(() => ask(...args)) : ask(...args));
}

/** Node stops what it runs as a script, also what that calls. */
function stopInTime<Result>(ask: () => Result): Result {
  let answered: { answer: Result } | undefined;
  context.work = () => {
    answered = { answer: ask() };
  };
  script.runInContext(context, { timeout: mostMs });
  if (answered === undefined) throw new Error('it was stopped');
  return answered.answer;
}

/** All functions in it, wherever they lie. */
function withStops<Value>(value: Value): Value {
  if (typeof value === 'function') return stopsWhenEndless(value as never) as Value;
  if (Array.isArray(value)) return value.map(withStops) as Value;
  if (typeof value !== 'object' || value === null || !isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, within]) => [name, withStops(within)])) as Value;
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
