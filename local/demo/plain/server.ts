// What an app's own server does, which this demo has none of: it knows who is signed in, and it holds the API key.
import type { PublishRequest } from '../../../contract/publishing/publish.ts';
import type { LocalAnswers } from '../../gateway/local-answers.ts';

/** A token for the user who is signed in. */
export async function tokenOf(user: string): Promise<string> {
  const response = await fetch('/local/token', { method: 'POST', body: JSON.stringify({ user }) });
  const { token }: LocalAnswers['POST /local/token'] = await response.json();
  return token;
}

/** The categories that there are, for the tabs of the bell. */
export async function categories(): Promise<string[]> {
  const { data: workflows }: LocalAnswers['GET /local/workflows'] = await (await fetch('/local/workflows')).json();
  return [...new Set(workflows.map(({ category }) => category))];
}

/** Publishes a notification to a user, `message` where there is that workflow, else the first with its example; answers how it went. */
export async function publish(user: string, title: string): Promise<string> {
  const { data: workflows }: LocalAnswers['GET /local/workflows'] = await (await fetch('/local/workflows')).json();
  const hasMessage = workflows.some(({ key }) => key === 'message');
  const [first] = workflows;
  if (first === undefined) return 'Not sent: there is no workflow.';
  const request: PublishRequest = hasMessage
    ? { workflow: 'message', data: { title, body: 'Sent from the demo.' }, recipients: [user] }
    : { workflow: first.key, data: first.example, recipients: [user] };
  const response = await fetch('/v1/notifications', {
    method: 'POST',
    headers: { Authorization: 'Bearer bh_live_local', 'Content-Type': 'application/json' },
    body: JSON.stringify(request),
  });
  return response.ok ? 'Sent.' : `Not sent: ${(await response.json()).detail}`;
}
