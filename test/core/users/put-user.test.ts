import { putUser } from '../../../core/users/users.ts';
import { world } from '../../world.ts';

test('a number as it is dialled at home is read by what is known of its user, and stored as E.164', async () => {
  const here = world();
  await putUser({ id: 'ada', contact: { locale: 'en-GB', timezone: 'Europe/London' } }, here);

  const { phone } = await putUser({ id: 'ada', contact: { phone: '02079460000' } }, here);

  expect(phone).toBe('+442079460000');
  expect((await here.users.getMany(['ada'])).get('ada')).toMatchObject({ phone, locale: 'en-GB' });
});

test('without a country it is refused, and nothing changes', async () => {
  const here = world();

  await expect(putUser({ id: 'ada', contact: { phone: '02079460000' } }, here)).rejects.toMatchObject({
    code: 'body_invalid',
    places: [{ pointer: '/phone', detail: expect.stringContaining('has no country') }],
  });
  expect(await here.users.getMany(['ada'])).toEqual(new Map());
});
