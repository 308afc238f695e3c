import fc from 'fast-check';
import { nextPlace } from '../../../client/inbox/list/inbox-list.ts';
import { keyedList, nextKey } from '../../../client/inbox/list/keyed-list.ts';

/** As much of a browser's list as the keyed list touches; `moves` counts what was put in. */
function aList() {
  const children: Rooted[] = [];
  let moves = 0;
  const list = {
    children,
    insertBefore(root: Rooted, before: Rooted | null) {
      moves += 1;
      if (children.includes(root)) children.splice(children.indexOf(root), 1);
      children.splice(before ? children.indexOf(before) : children.length, 0, root);
    },
  };
  const made: string[] = [];
  const focus: { key?: string } = {};
  const left: (string | undefined)[] = [];
  const show = keyedList<string>(list as unknown as HTMLElement, {
    key: (item) => item.charAt(0),
    make: (item) => {
      const key = item.charAt(0);
      made.push(key);
      const root: Rooted = {
        key,
        text: '',
        matches: () => focus.key === key,
        remove: () => children.splice(children.indexOf(root), 1),
      };
      return { root: root as unknown as HTMLElement, update: (newer) => Object.assign(root, { text: newer }) };
    },
    leave: (next) => left.push((next as unknown as Rooted | undefined)?.key),
  });
  return { show, children, made, left, focus: (key: string) => Object.assign(focus, { key }), moves: () => moves };
}

type Rooted = { key: string; text: string; matches(): boolean; remove(): void };

test('whatever came before, the list shows what it is given, in that order', () => {
  const keys = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { maxLength: 8 });
  fc.assert(
    fc.property(fc.array(keys, { minLength: 1, maxLength: 5 }), (steps) => {
      const { show, children } = aList();
      for (const step of steps) {
        show(step);
        expect(children.map(({ key }) => key)).toEqual(step);
      }
    }),
  );
});

test('what stays is updated and neither made again nor moved', () => {
  const list = aList();
  list.show(['b1', 'c1']);
  const before = list.moves();

  list.show(['a1', 'b2', 'c1']);

  expect(list.children.map(({ text }) => text)).toEqual(['a1', 'b2', 'c1']);
  expect(list.made).toEqual(['b', 'c', 'a']);
  expect(list.moves() - before).toBe(1);
});

test('when the focused row goes, its neighbour is told; when it stays, nobody is', () => {
  const list = aList();
  list.show(['a', 'b', 'c']);
  list.focus('b');
  list.show(['a', 'b']);
  expect(list.left).toEqual([]);

  list.show(['a']);
  expect(list.left).toEqual(['a']);
});

test.each([
  ['b', ['a', 'c'], 'c'],
  ['c', ['a', 'b'], 'b'],
  ['b', ['a', 'b', 'c'], 'b'],
  ['a', [], undefined],
])('after "%s" of a, b, c, with %j staying, it is the turn of %s', (focused, staying, next) => {
  expect(nextKey(['a', 'b', 'c'], new Set(staying), focused)).toBe(next);
});

test.each([
  ['ArrowDown', -1, 0],
  ['ArrowDown', 1, 2],
  ['ArrowDown', 2, 2],
  ['ArrowUp', -1, 2],
  ['ArrowUp', 0, 0],
  ['Home', 2, 0],
  ['End', 0, 2],
  ['a', 0, undefined],
])('%s from place %i of three leads to %s', (key, from, to) => {
  expect(nextPlace(3, key, from)).toBe(to);
});

test('in an empty list no key leads anywhere', () => {
  expect(nextPlace(0, 'ArrowDown', -1)).toBeUndefined();
});
