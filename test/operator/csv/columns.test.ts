import { readCells, readColumns } from '../../../bin/operator/csv/columns.ts';
import { userColumns } from '../../../bin/operator/csv/import-users.ts';
import { recipientColumns } from '../../../bin/operator/csv/send-rows.ts';

test('cells fill fields, and what is within another by its kind; an empty one says nothing', () => {
  const columns = readColumns(
    ['id', 'email', 'attributes.plan', 'attributes.seats:number', 'attributes.trial:boolean', 'attributes.teams:list', 'name'],
    userColumns,
  );

  expect(readCells(columns, ['ada', 'ada@example.com', '007', '12', 'TRUE', 'red | blue', ' '])).toEqual({
    id: 'ada',
    email: 'ada@example.com',
    attributes: { plan: '007', seats: 12, trial: true, teams: ['red', 'blue'] },
  });
});

test('what is no number or boolean stays as it was written', () => {
  const columns = readColumns(['id', 'data.amount:number', 'data.paid:boolean'], recipientColumns);

  expect(readCells(columns, ['ada', 'twelve', 'maybe'])).toEqual({ id: 'ada', data: { amount: 'twelve', paid: 'maybe' } });
});

test.each([
  [['email'], 'no column "id"'],
  [['id', 'plan'], 'the column "plan" is not known; there are id, email, phone'],
  [['id', 'data.title'], 'the column "data.title" is not known'],
  [['id', 'attributes.seats:int'], 'the column "attributes.seats:int" is not known'],
  [['id', 'email', ' email '], 'the column "email" is there twice'],
  [['id', 'attributes.__proto__'], 'the column "attributes.__proto__" is not known'],
])('%j is refused in words', (headings, words) => {
  expect(() => readColumns(headings, userColumns)).toThrow(words);
});
