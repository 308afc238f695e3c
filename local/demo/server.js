// What an app's own server does, which this demo has none of: it knows who is signed in, and it holds the API key.

/** A token for the user who is signed in. */
export async function tokenOf(user) {
  const response = await fetch('/local/token', { method: 'POST', body: JSON.stringify({ user }) });
  return (await response.json()).token;
}

/** Publishes a notification to a user, `message` where there is that workflow, else the first with its example; answers how it went. */
export async function publish(user, title) {
  const { data: workflows } = await (await fetch('/local/workflows')).json();
  const hasMessage = workflows.some(({ key }) => key === 'message');
  const [first] = workflows;
  const sent = hasMessage
    ? { workflow: 'message', data: { title, body: 'Sent from the demo.' } }
    : { workflow: first.key, data: first.example };
  const response = await fetch('/v1/notifications', {
    method: 'POST',
    headers: { Authorization: 'Bearer bh_live_local', 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...sent, recipients: [user] }),
  });
  return response.ok ? 'Sent.' : `Not sent: ${(await response.json()).detail}`;
}
