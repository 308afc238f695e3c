import { type Deployment, eventually } from '../deployment.ts';
import { becomes, gotOnce, publish } from '../notifications.ts';
import { runJob } from '../run-job.ts';
import { assert, type Step } from '../step.ts';

const hour = 3_600_000;
const inOneHour = () => new Date(Date.now() + hour).toISOString();

/** What is held, canceled and collected, and the jobs that move it on. */
export const laterSteps: readonly Step<Deployment>[] = [
  {
    name: 'cancel what is held',
    async run(stack) {
      const sendAt = inOneHour();
      const data = { title: 'Never', body: 'It was canceled.' };
      const [id = ''] = await publish(stack, { recipients: ['ada'], data, send_at: sendAt, cancellation_key: 'booking:42' });
      await becomes(stack, id, { inbox: 'scheduled', email: 'scheduled' });
      const { body } = await stack.call('POST', '/v1/notifications/cancel', { body: { cancellation_key: 'booking:42' } });
      assert(body.canceled.length === 1 && body.too_late.length === 0, `cancel answers ${JSON.stringify(body)}`);
      await runJob(stack, 'ReleaseDue', { at: sendAt, byHand: true });
      await becomes(stack, id, { inbox: 'canceled', email: 'canceled' });
      return 'canceled, also after the job that would have released it';
    },
  },
  {
    name: 'send what is held when its time comes',
    async run(stack) {
      const sendAt = inOneHour();
      const [id = ''] = await publish(stack, {
        recipients: ['ada'],
        data: { title: 'At last', body: 'It was held.' },
        send_at: sendAt,
      });
      await becomes(stack, id, { inbox: 'scheduled', email: 'scheduled' });
      for (let run = 0; run < 2; run += 1) await runJob(stack, 'ReleaseDue', { at: sendAt, byHand: true });
      await becomes(stack, id, { inbox: 'delivered', email: 'sent' });
      await gotOnce(stack, 'ada@example.com', 'At last');
      return 'two runs of the job released it once';
    },
  },
  {
    name: 'collect e-mails in a digest',
    async run(stack) {
      await stack.call('PUT', '/v1/users/dora', { body: { email: 'dora@example.com' } });
      const patched = await stack.call('PATCH', '/v1/users/dora/preferences', {
        body: { categories: { general: { digest: 'daily' } } },
      });
      assert(patched.status === 200, `PATCH of preferences answers ${patched.status}`);
      const titles = ['First of the day', 'Second of the day'];
      const ids = await Promise.all(titles.map((title) => publish(stack, { recipients: ['dora'], data: { title, body: '.' } })));
      for (const id of ids.flat()) await becomes(stack, id, { inbox: 'delivered', email: 'digesting' });
      const tomorrow = new Date(Date.now() + 24 * hour).toISOString();
      for (let run = 0; run < 2; run += 1) await runJob(stack, 'SendDigests', { at: tomorrow, byHand: true });
      for (const id of ids.flat()) await becomes(stack, id, { email: 'sent' });
      const mail = await gotOnce(stack, 'dora@example.com', /^Your day/);
      assert(
        titles.every((title) => mail.text?.includes(title)),
        `the digest says ${mail.text}`,
      );
      return `"${mail.subject}" once, after two runs of the job`;
    },
  },
  {
    name: 'run each cron as its rule would',
    async run(stack) {
      const gone = await stack.call('DELETE', '/v1/users/dora');
      assert(gone.status === 204, `deleting a user answers ${gone.status}`);
      const now = new Date().toISOString();
      const handled = await Promise.all(
        ['ReleaseDue', 'SendDigests', 'CleanUp', 'CollectMetrics'].map(
          async (job) => `${job} ${await runJob(stack, job, { at: now })}`,
        ),
      );
      const { body } = await eventually('all schedules have run', async () => {
        const answer = await stack.call('GET', '/v1/health/schedules');
        return answer.body.data.every((job: { last_succeeded_at?: string }) => job.last_succeeded_at !== undefined) && answer;
      });
      assert(body.status === 'ok', `the schedules are ${JSON.stringify(body)}`);
      return `${handled.join(', ')} handled; health says ${body.status}`;
    },
  },
];
