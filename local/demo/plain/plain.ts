import { BellhopInbox, createClient } from '/client/inbox.js';
import { categories, publish, tokenOf } from './server.ts';

const known = await categories();

for (const app of document.querySelectorAll<HTMLElement>('.app')) {
  const { user = '', other = '' } = app.dataset;
  const inbox = app.querySelector('bellhop-inbox');
  const form = app.querySelector('form');
  const status = app.querySelector('[role=status]');
  if (!(inbox instanceof BellhopInbox) || form === null || status === null) throw new Error(`the app of ${user} is not whole`);

  inbox.categories = known;
  inbox.client = createClient({ baseUrl: location.origin, getToken: () => tokenOf(user) });

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    status.textContent = await publish(other, String(new FormData(form).get('title')));
  });
}
