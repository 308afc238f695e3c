type Word = { (...args: unknown[]): unknown; each?: (...table: unknown[]) => Word };

/** Where jest's words are. */
export type Words = Record<string, unknown>;

const words = [
  'describe',
  'fdescribe',
  'xdescribe',
  'test',
  'it',
  'fit',
  'xit',
  'xtest',
  'beforeAll',
  'beforeEach',
  'afterAll',
  'afterEach',
];

/** What a file says to jest while it is loaded (its tests, its hooks), each to be said when it is called. */
export async function saidBy(load: () => Promise<unknown>, global: Words): Promise<(() => unknown)[]> {
  const said: (() => unknown)[] = [];
  const real = Object.fromEntries(words.map((word) => [word, global[word]]));
  for (const word of words) global[word] = kept(real[word], said);
  try {
    await load();
  } finally {
    Object.assign(global, real);
  }
  return said;
}

/** Stands in for one of jest's words, and for what hangs on it (`test.each`, `describe.skip`). */
function kept(word: unknown, said: (() => unknown)[]): unknown {
  if (typeof word !== 'function') return word;
  return new Proxy(word as Word, {
    apply(it, self, args) {
      said.push(() => Reflect.apply(it, self, args));
    },
    get(it, name) {
      if (name === 'each') return (...table: unknown[]) => kept(it.each?.(...table), said);
      return kept(Reflect.get(it, name), said);
    },
  });
}
