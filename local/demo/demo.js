import { createClient } from '/client/inbox.js';
import { publish, tokenOf } from './server.js';

for (const app of document.querySelectorAll('.app')) {
  const { user, other } = app.dataset;

  app.querySelector('bellhop-inbox').client = createClient({ baseUrl: location.origin, getToken: () => tokenOf(user) });

  app.querySelector('form').addEventListener('submit', async (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    form.querySelector('[role=status]').textContent = await publish(other, new FormData(form).get('title'));
  });
}
