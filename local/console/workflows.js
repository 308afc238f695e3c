/** The workflows that come with Bellhop, each with data that fits it. Any other can be named in the form. */
export const workflows = [
  {
    key: 'message',
    example: { title: 'Welcome aboard', body: 'Your account is ready.\n\nHave a look around, and tell us what is missing.' },
  },
  {
    key: 'repair-assigned',
    example: {
      technician: 'Ada',
      customer: 'Northwind Logistics',
      vehicle: 'Volvo FH16, AB12 CDE',
      repair_number: 'R-1043',
      link: 'https://app.example.com/repairs/R-1043',
    },
  },
  {
    key: 'repair-approved',
    example: {
      technician: 'Ada',
      customer: 'Northwind Logistics',
      vehicle: 'Volvo FH16, AB12 CDE',
      repair_number: 'R-1042',
      link: 'https://app.example.com/repairs/R-1042',
    },
  },
];
