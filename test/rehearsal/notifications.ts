import { type Deployment, eventually } from './deployment.ts';
import { assert } from './step.ts';

/** A message of a notification, as `GET /v1/notifications/{id}` shows it. */
export type Message = {
  channel: string;
  status: string;
  reason?: string;
  due_at?: string;
  events: { status: string; detail?: string }[];
};

/** Publishes over HTTP and gives the notifications' ids. */
export async function publish({ call }: Deployment, body: Record<string, unknown>): Promise<string[]> {
  const answer = await call('POST', '/v1/notifications', { body: { workflow: 'message', ...body } });
  assert(answer.status === 202, `a publish was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body.notifications.map(({ id }: { id: string }) => id);
}

/** Waits until each channel of a notification has this status. */
export async function becomes({ call }: Deployment, id: string, wanted: Readonly<Record<string, string>>): Promise<Message[]> {
  let seen = 'not dispatched';
  const look = async () => {
    const { status, body } = await call('GET', `/v1/notifications/${id}`);
    if (status !== 200) return undefined;
    const messages: Message[] = body.messages;
    seen = messages.map((message) => `${message.channel} ${message.status} ${message.reason ?? ''}`.trim()).join(', ');
    return (
      Object.entries(wanted).every(([channel, is]) => messages.find((each) => each.channel === channel)?.status === is) &&
      messages
    );
  };
  return eventually(`${id} is ${JSON.stringify(wanted)}`, look).catch((error: Error) => {
    throw new Error(`${error.message}; last seen: ${seen}`);
  });
}

/** Waits for the e-mail with this subject in a mailbox, and looks that it is there once. */
export async function gotOnce({ mailbox }: Deployment, address: string, subject: string | RegExp) {
  const fits = (text = '') => (typeof subject === 'string' ? text === subject : subject.test(text));
  const found = await eventually(`${address} has an e-mail "${subject}"`, async () => {
    const mails = mailbox.to(address).filter((mail) => fits(mail.subject));
    return mails.length > 0 && mails;
  });
  const [mail] = found;
  assert(mail !== undefined && found.length === 1, `${address} has the e-mail "${subject}" ${found.length} times`);
  return mail;
}

/** The ids in a user's inbox, newest first. */
export async function inboxOf(stack: Deployment, user: string): Promise<{ id: string; title: string }[]> {
  const { status, body } = await stack.call('GET', '/v1/me/notifications', { as: await mintToken(stack, user) });
  assert(status === 200, `the inbox of ${user} answers ${status}`);
  return body.data;
}

/** A token for a user's page, as the app's server gets it. */
export async function mintToken({ call }: Deployment, user: string): Promise<string> {
  const { status, body } = await call('POST', `/v1/users/${user}/tokens`, { body: {} });
  assert(status >= 200 && status < 300, `a token for ${user} was answered ${status}: ${JSON.stringify(body)}`);
  return body.token;
}
