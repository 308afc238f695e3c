import { readCells, readColumns } from '../../../bin/operator/csv/columns.ts';
import { userColumns } from '../../../bin/operator/csv/import-users.ts';
import { recipientColumns } from '../../../bin/operator/csv/send-rows.ts';

test('cells fill fields, and what is within another by its kind; an empty one says nothing', () => {
  const columns = readColumns(
    ['id', 'email', 'attributes.plan', 'attributes.seats:number', 'attributes.trial:boolean', 'attributes.teams:list', 'name'],
    userColumns,
  );

  const attributes = { plan: '007', seats: 12, trial: true, teams: ['red', 'blue'] };
  expect(readCells(columns, ['ada', 'ada@example.com', '007', '12', 'TRUE', 'red | blue', ' '])).toEqual({
    row: { id: 'ada', email: 'ada@example.com', attributes },
    faults: [],
  });
});

test('what is no number or boolean is told by its column, and so is a row of another width', () => {
  const columns = readColumns(['id', 'data.amount:number', 'data.paid:boolean'], recipientColumns);

  expect(readCells(columns, ['ada', 'twelve', 'maybe']).faults).toEqual([
    { field: 'data.amount', detail: 'must be a number, like 12.5' },
    { field: 'data.paid', detail: 'must be true or false' },
  ]);
  expect(readCells(columns, ['ada', '12']).faults).toEqual([{ field: '', detail: 'has 2 cells, and there are 3 columns' }]);
});

test('columns of a list make its entries, by their numbers', () => {
  const columns = readColumns(
    ['id', 'emails.2.address', 'emails.1.address', 'emails.1.verified', 'emails.1.primary', 'emails.2.label', 'phones.1.address'],
    userColumns,
  );

  const { row } = readCells(columns, ['ada', 'ada@home.example', 'ada@work.example', 'true', '', 'home', '']);

  expect(row).toEqual({
    id: 'ada',
    emails: [
      { address: 'ada@work.example', verified: true },
      { address: 'ada@home.example', label: 'home' },
    ],
  });
  expect(readCells(columns, ['ada', '', 'x', 'yes', '', '', '']).faults).toEqual([
    { field: 'emails.1.verified', detail: 'must be true or false' },
  ]);
});

test.each([
  [['email'], 'no column "id"'],
  [['id', 'plan'], 'the column "plan" is not known; there are id, email, phone'],
  [['id', 'data.title'], 'the column "data.title" is not known'],
  [['id', 'attributes.seats:int'], 'the column "attributes.seats:int" is not known'],
  [['id', 'email', ' email '], 'the column "email" is there twice'],
  [['id', 'emails.1.name'], 'the column "emails.1.name" is not known; there are id, email, phone'],
  [['id', 'emails.1.address', 'emails.1.address'], 'the column "emails.1.address" is there twice'],
  [['id', 'attributes.__proto__'], 'the column "attributes.__proto__" is not known'],
])('%j is refused in words', (headings, words) => {
  expect(() => readColumns(headings, userColumns)).toThrow(words);
});
