import { Client } from '@upstash/qstash';

const qstash = new Client({ token: process.env.QSTASH_TOKEN, baseUrl: process.env.QSTASH_URL });

await qstash.schedules.create({
  scheduleId: 'rent-due',
  destination: `${process.env.APP_URL}/jobs/mail`,
  cron: 'CRON_TZ=Europe/Zurich 0 9 1 * *',
  body: JSON.stringify({ to: 'grace@example.com', subject: 'Rent is due', text: 'Please pay it by the 3rd.' }),
});
