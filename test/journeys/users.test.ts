import { eventually, type Laptop, startLaptop } from './laptop.ts';

let laptop: Laptop;
beforeAll(async () => {
  laptop = await startLaptop();
});
afterAll(() => laptop.stop());

const ask = (method: string, path: string) => laptop.call(method, path, { key: laptop.key() });

test('a user is exported, deleted everywhere, and may come back as somebody new', async () => {
  await ask('PUT', '/v1/topics/building:42/subscriptions/ada');
  const shown = await laptop.publish({ workflow: 'message', recipients: ['ada'], data: { title: 'Shown', body: 'Here.' } });
  const hidden = await laptop.publish({
    workflow: 'message',
    recipients: ['ada'],
    channels: ['email'],
    data: { title: 'By e-mail only', body: 'There.' },
  });
  const ids = [shown, hidden].map(({ body }) => body.notifications[0].id as string);
  await eventually('both are in her mailbox', async () => (await laptop.outbox({ to: 'ada@example.com' })).length === 2);

  const { status, body: exported } = await ask('GET', '/v1/users/ada/export');
  expect(status).toBe(200);
  expect(exported).toMatchObject({ user: { id: 'ada', email: 'ada@example.com' }, topics: ['building:42'] });
  expect(exported.notifications.map(({ id }: { id: string }) => id).sort()).toEqual([...ids].sort());

  expect(await ask('DELETE', '/v1/users/ada')).toMatchObject({ status: 204 });
  expect(await ask('DELETE', '/v1/users/ada')).toMatchObject({ status: 404 });
  for (const path of ['/v1/users/ada', '/v1/users/ada/export', ...ids.map((id) => `/v1/notifications/${id}`)]) {
    expect(await ask('GET', path)).toMatchObject({ status: 404 });
  }

  await laptop.publish({ workflow: 'message', recipients: [{ id: 'ada' }], data: { title: 'Welcome', body: 'Back.' } });
  const titles = await eventually('she has an inbox again', async () => {
    const { body } = await laptop.as('ada', 'GET', '/v1/me/notifications');
    return body.data.length > 0 && body.data.map(({ title }: { title: string }) => title);
  });
  expect(titles).toEqual(['Welcome']);
  expect((await ask('GET', '/v1/users/ada/export')).body).toMatchObject({ user: { id: 'ada' }, topics: [] });
});
