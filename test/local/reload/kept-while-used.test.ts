import { type Keeping, keptWhileUsed } from '../../../local/reload/kept-while-used.ts';

/** Something that is kept, what was done with it, and a clock of ours: `passes` is the time after which nobody has used it. */
function aThing(more: Partial<Keeping<string>> = {}) {
  const done: string[] = [];
  let then: (() => void) | undefined;
  const kept = keptWhileUsed({
    async open() {
      done.push('open');
      return 'a thing';
    },
    async close(thing) {
      done.push(`close ${thing}`);
    },
    idleMs: 300_000,
    later(ms, call) {
      expect(ms).toBe(300_000);
      then = call;
      return () => {
        then = undefined;
      };
    },
    ...more,
  });
  return { ...kept, done, passes: () => then?.(), isAwaited: () => then !== undefined };
}

const use = async (thing: string) => `used ${thing}`;

test('it is made at its first use, kept for those after it, and given up once nobody uses it', async () => {
  const thing = aThing();
  expect([thing.done, thing.isAwaited()]).toEqual([[], false]);

  expect([await thing.use(use), await thing.use(use)]).toEqual(['used a thing', 'used a thing']);
  expect(thing.done).toEqual(['open']);

  thing.passes();
  await thing.use(use);
  expect(thing.done).toEqual(['open', 'close a thing', 'open']);
});

test('what is used is not given up, however long that takes', async () => {
  const thing = aThing();
  let end = () => {};
  await thing.use(use);

  const long = thing.use(() => new Promise<void>((done) => (end = done)));
  await new Promise(setImmediate);
  expect(thing.isAwaited()).toBe(false);
  await thing.use(use); // another ends meanwhile
  expect(thing.isAwaited()).toBe(false);

  end();
  await long;
  expect(thing.isAwaited()).toBe(true);
});

test('the next use waits until it is given up, so that it is never there twice', async () => {
  const done: string[] = [];
  const thing = aThing({
    async close() {
      await new Promise(setImmediate);
      done.push('closed');
    },
  });
  await thing.use(use);

  thing.passes();
  await thing.use(async () => done.push('used again'));

  expect(done).toEqual(['closed', 'used again']);
});

test('what cannot be made is told, and made at the next use; a use that fails gives nothing up', async () => {
  let tries = 0;
  const thing = aThing({
    async open() {
      tries += 1;
      if (tries === 1) throw new Error('no room');
      return 'another';
    },
  });

  await expect(thing.use(use)).rejects.toThrow('no room');
  await expect(thing.use(() => Promise.reject(new Error('a fault of the edit')))).rejects.toThrow('a fault of the edit');
  expect([await thing.use(use), tries]).toEqual(['used another', 2]);

  await thing.stop();
  await thing.stop();
  expect([thing.done, thing.isAwaited()]).toEqual([['close another'], false]);
});
