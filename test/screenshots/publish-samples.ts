import { eventually } from '../journeys/local-system.ts';
import type { LocalSystem } from '../journeys/own-local-system.ts';

const inTwoDays = () => new Date(Date.now() + 2 * 86_400_000).toISOString();

/** Publishes what the pictures show, and waits until each e-mail of it has gone. */
export async function publishSamples(system: LocalSystem): Promise<void> {
  const lunch = { title: 'Shall we have lunch?', body: 'At one, at the usual place.' };
  await accepted(system, { workflow: 'message', recipients: ['grace'], data: lunch });
  const approved = {
    technician: 'Sam',
    customer: 'Northwind Logistics',
    repair_number: 'R-1042',
    vehicle: 'Scania R450, CD34 EFG',
    link: 'https://app.example.com/repairs/R-1042',
  };
  await accepted(system, { workflow: 'repair-approved', recipients: ['ada', 'grace'], data: approved });
  const reminder = { title: 'The lift is inspected tomorrow', body: 'Please keep bay 3 free from nine to eleven.' };
  await accepted(system, {
    workflow: 'message',
    recipients: ['ada', 'grace'],
    data: reminder,
    send_at: inTwoDays(),
    cancellation_key: 'lift:3',
  });
  await eventually('each e-mail has gone', async () => (await system.outbox()).length >= 3);
}

async function accepted(system: LocalSystem, body: Record<string, unknown>): Promise<void> {
  const answer = await system.publish(body);
  if (answer.status !== 202) throw new Error(`a sample was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
}
