import { setTimeout as sleep } from 'node:timers/promises';
import type { Reason } from '../../../contract/values.ts';
import type { Fault as ProviderFault } from '../../../local/emulators/providers/faults.ts';
import { count } from '../count.ts';
import { type DrillSystem, newUsers } from '../drill-system.ts';
import type { Fault } from '../fault.ts';

type Trouble = {
  name: string;
  service?: 'slack' | 'discord';
  fault?: ProviderFault;
  calls?: number;
  unsent?: readonly Reason[];
};

const slackUrl = 'https://hooks.slack.com/services/T00000000/B00000000/drill';
const urls = { slack: slackUrl, discord: 'https://discord.com/api/webhooks/1/drill' };
const outageMs = 3_000;

/** Services of chats that want to be left alone, fail, leave doubt, or have no such webhook any more. Nothing is ever posted twice. */
export const chats: Fault[] = [
  { name: 'slack-wants-to-be-left-alone', fault: 'throttle' } as const,
  { name: 'discord-wants-to-be-left-alone', service: 'discord', fault: 'throttle' } as const,
  { name: 'slack-fails', fault: 'error' } as const,
  { name: 'slack-times-out', fault: 'timeout', calls: 2, unsent: ['ambiguous_send'] } as const,
  { name: 'slack-answer-lost', fault: 'lost_answer', calls: 2, unsent: ['ambiguous_send'] } as const,
  { name: 'slack-webhook-revoked', unsent: ['connection_gone'] } as const,
].map(toFault);

function toFault({ name, service = 'slack', fault, calls, unsent = [] }: Trouble): Fault {
  return {
    name,
    promise: { sentTwice: 0, recoverySeconds: 60 },
    shortened: true,
    async run(localSystem) {
      const users = newUsers(4);
      const url = fault === undefined ? slackUrl.replace('drill', 'revoked') : urls[service];
      for (const { id } of users) await connect(localSystem, id, { kind: service, url });
      if (fault !== undefined) await localSystem.fail({ service, fault, ...(calls !== undefined && { count: calls }) });
      const ids = await localSystem.accept({ to: users, channels: ['chat'] });
      if (calls === undefined && fault !== undefined) {
        await sleep(outageMs);
        await localSystem.heal();
      }
      const outcome = await count(localSystem, { ids, unsent, recoveredFrom: Date.now() });
      const left = fault === undefined ? await inUse(localSystem, users) : 0;
      return { ...outcome, wrong: left === 0 ? [] : [`${left} connections are in use that are gone`] };
    },
  };
}

async function connect(localSystem: DrillSystem, user: string, connection: { kind: string; url: string }): Promise<void> {
  const key = localSystem.key();
  await localSystem.call('PUT', `/v1/users/${user}`, { key, body: {} });
  const { status } = await localSystem.call('PUT', `/v1/users/${user}/chat-connections/drill`, { key, body: connection });
  if (status !== 200) throw new Error(`a chat could not be connected: ${status}`);
}

async function inUse(localSystem: DrillSystem, users: readonly { id: string }[]): Promise<number> {
  const read = await Promise.all(users.map(({ id }) => localSystem.call('GET', `/v1/users/${id}`, { key: localSystem.key() })));
  return read.filter(({ body }) => body.chat_connections !== undefined).length;
}
