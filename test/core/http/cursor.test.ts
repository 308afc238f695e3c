import { type CursorForm, decodeCursor, encodeCursor } from '../../../core/http/rules/cursor.ts';

const encoded: CursorForm = { places: /^\d+$/ };
const plain: CursorForm = { places: /^p[a-z]+$/, plain: true };

test.each([
  ['encoded', encoded, '1234', undefined],
  ['encoded and bound to a query', encoded, '1234', ['ada', 'unread', false]],
  ['plain', plain, 'pxy', undefined],
  ['plain and bound to a query', plain, 'pxy', ['req_1']],
])('a cursor that is %s gives back its place', (_, form, place, query) => {
  expect(decodeCursor(form, encodeCursor(form, place, query), query)).toBe(place);
});

test.each([
  ['that holds no place of the list', encodeCursor(encoded, 'x'), undefined],
  ['with something behind it', `${encodeCursor(encoded, '1')}=`, undefined],
  ['that was bound to a query', encodeCursor(encoded, '1', ['ada']), undefined],
  ['that was bound to another query', encodeCursor(encoded, '1', ['ada']), ['grace']],
  ['that was bound to no query', encodeCursor(encoded, '1'), ['ada']],
  ['of nothing', '', undefined],
])('a cursor %s is none of ours', (_, cursor, query) => {
  expect(decodeCursor(encoded, cursor, query)).toBeUndefined();
});
