import { NotificationAnswer } from '../../../contract/publishing/notifications.ts';
import { PublishAnswer } from '../../../contract/publishing/publish.ts';
import { callApi, type Secret } from '../api/call-api.ts';
import { CannotDo } from '../cannot-do.ts';
import type { TestRecipient } from './test-recipient.ts';

/** What a test asks of the API, as an app's server would. */
export type TestApi = ReturnType<typeof testApi>;

/** Calls the API with a key. Throws CannotDo with what the API said, when it refuses. */
export function testApi(url: string, key: Secret) {
  const call = callApi(url, key);
  return {
    async knowsUser({ id }: TestRecipient): Promise<boolean> {
      const answer = await call('GET', userPath(id));
      if (answer.status === 404) return false;
      return expectStatus(200, answer, 'looking for the user') !== undefined;
    },

    async publish(request: unknown): Promise<string> {
      const answer = PublishAnswer.parse(expectStatus(202, await call('POST', '/v1/notifications', request), tryYours));
      const [accepted] = answer.notifications;
      if (accepted === undefined) throw new CannotDo(`it was refused: ${answer.refused.map(({ detail }) => detail).join('; ')}`);
      return accepted.id;
    },

    /** The notification; nothing until it has been dispatched. */
    async read(id: string): Promise<NotificationAnswer | undefined> {
      const answer = await call('GET', `/v1/notifications/${id}`);
      if (answer.status === 404) return undefined;
      return NotificationAnswer.parse(expectStatus(200, answer, 'reading the notification'));
    },

    /** Removes the user, if the publish came so far as to make one. */
    async removeUser({ id }: TestRecipient): Promise<void> {
      const answer = await call('DELETE', userPath(id));
      if (answer.status !== 404) expectStatus(204, answer, `removing the user ${id}`);
    },
  };
}

const tryYours = 'publishing (with --workflow and --data it is a workflow of yours)';

function userPath(id: string): string {
  return `/v1/users/${encodeURIComponent(id)}`;
}

function expectStatus(wanted: number, { status, body }: { status: number; body: unknown }, doing: string): unknown {
  if (status === wanted) return body ?? {};
  const { detail = '' } = (body ?? {}) as { detail?: string };
  throw new CannotDo(`${doing}: the API answers ${status} ${detail}`.trim());
}
