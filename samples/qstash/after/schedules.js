import { Bellhop } from '@bellhop/node';

const { next_runs } = await new Bellhop().schedules.create({
  id: 'rent-due',
  workflow: 'rent-due',
  recipients: ['grace'],
  data: { day: 'the 3rd' },
  cron: '0 9 1 * *',
  timezone: 'Europe/Zurich',
});
console.log(next_runs[0]);
