import type { Repair } from './repair.ts';

const open = { isApproved: false, isDone: false, comments: [] };

/** Makes the board of the first start, so that there is something to press. */
export function firstRepairs(now: Date): Repair[] {
  const at = (hours: number) => new Date(now.getTime() + hours * 3_600_000).toISOString();
  return [
    {
      ...open,
      number: 'R-1048',
      title: 'Warning light: exhaust filter',
      vehicle: 'Iveco S-Way, DX71 PLE',
      customer: 'Northwind Logistics',
    },
    {
      ...open,
      number: 'R-1047',
      title: 'Air conditioning blows warm',
      vehicle: 'MAN TGX, KD62 RWN',
      customer: 'Harbour Cold Chain',
    },
    {
      ...open,
      number: 'R-1046',
      title: 'Service at 120,000 km',
      vehicle: 'Scania R450, BV21 KXO',
      customer: 'Northwind Logistics',
    },
    {
      ...open,
      number: 'R-1045',
      title: 'Tail lift stops half way',
      vehicle: 'DAF LF, PN19 HZE',
      customer: 'Fern & Daughters',
      assignee: 'ada',
      dueAt: at(49),
    },
    {
      ...open,
      number: 'R-1043',
      title: 'Brake discs, front axle',
      vehicle: 'Volvo FH16, AB12 CDE',
      customer: 'Northwind Logistics',
      assignee: 'grace',
      dueAt: at(26),
      comments: [
        { by: 'sam', text: 'Both discs are below the limit. Photos are on the job card.', at: at(-5) },
        { by: 'ada', text: 'Thanks, I have sent the quote to the customer.', at: at(-4) },
      ],
    },
    {
      ...open,
      number: 'R-1042',
      title: 'Clutch slips uphill',
      vehicle: 'Mercedes Actros, LC70 MJU',
      customer: 'Alder Removals',
      assignee: 'grace',
      isApproved: true,
      dueAt: at(6),
      comments: [{ by: 'lin', text: 'The clutch kit arrives on the noon delivery.', at: at(-20) }],
    },
    {
      ...open,
      number: 'R-1040',
      title: 'Windscreen, driver side',
      vehicle: 'Renault T High, GF20 TWC',
      customer: 'Harbour Cold Chain',
      assignee: 'ada',
      isApproved: true,
      dueAt: at(30),
    },
    {
      ...open,
      number: 'R-1041',
      title: 'Wheel alignment',
      vehicle: 'Ford Transit, YX68 DPA',
      customer: 'Penrose Bakery',
      assignee: 'ada',
      isApproved: true,
      isDone: true,
    },
  ];
}
