import { saidBy } from './said.ts';

/** Words that note what is said to them, as jest's would hear it. */
function aJest() {
  const heard: unknown[][] = [];
  const word =
    (name: string) =>
    (...args: unknown[]) =>
      void heard.push([name, ...args]);
  const test = Object.assign(word('test'), {
    skip: word('skip'),
    each: (table: unknown[]) => (title: string) => void heard.push(['each', table, title]),
  });
  return { heard, global: { test, describe: word('describe'), beforeAll: word('beforeAll'), expect: word('expect') } };
}

test('what a file says while it is loaded is heard when it is said again, in its order', async () => {
  const { heard, global } = aJest();
  const { test, ...before } = global;

  const said = await saidBy(async () => {
    global.beforeAll('ready');
    global.test('one');
    global.test.skip('two');
    global.test.each([1, 2])('three of %s');
    global.describe('four');
    global.expect('at once');
  }, global);

  expect(heard).toEqual([['expect', 'at once']]);
  expect(global).toEqual({ test, ...before });
  for (const say of said) say();
  expect(heard.slice(1)).toEqual([
    ['beforeAll', 'ready'],
    ['test', 'one'],
    ['skip', 'two'],
    ['each', [1, 2], 'three of %s'],
    ['describe', 'four'],
  ]);
});

test('a file that cannot be loaded is told, and leaves the words as they were', async () => {
  const { global } = aJest();
  const { test } = global;

  await expect(saidBy(() => Promise.reject(new Error('no such module')), global)).rejects.toThrow('no such module');

  expect(global.test).toBe(test);
});
