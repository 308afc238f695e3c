import * as z from 'zod';
import { addChannel } from '../../../contract/channels/channels.ts';
import type { DryRunSender } from '../../../core/dry-run/ports/dry-run-sender.ts';
import type { Workflow } from '../../../core/workflows/rules/workflow.ts';

const Pagers = z
  .array(z.string())
  .min(1)
  .meta({ example: ['d1'] });

/** A channel from outside: nothing else is told of it. */
export const pager = addChannel('pager', {
  words: { title: 'Page', one: 'page', many: 'pages', any: 'a page', instead: 'a page', copy: 'page text' },
  address: { field: 'pagers', isList: true, noun: 'pager', wanted: 'a pager, like d1', given: Pagers, kept: Pagers },
  queues: { each: { name: 'pager', key: 'pager', urlSetting: 'PAGER_QUEUE_URL', ifThisFails: 'Pages stay unsent' } },
  providers: { radio: { title: 'Radio', receiptsByHttp: false, environment: {} } },
  priorities: ['high', 'urgent'],
  isHeldAtNight: true,
  isEscalation: true,
  isDigestible: false,
  isCapped: true,
  isPaid: false,
  isUnsubscribable: false,
  canBounce: false,
  shown: () => z.strictObject({ text: z.string() }),
  isOptional: true,
  usualStatuses: ['queued', 'sending', 'sent'],
});
const { addChannelBehaviour } = await import('../../../core/channels/rules/behaviours.ts');
const { mapWritten, write } = await import('../../../core/workflows/rules/written.ts');
addChannelBehaviour(pager, {
  copy: {
    field: 'pager',
    isOptional: true,
    write: (_workflow, call) =>
      mapWritten(write({ channel: pager, field: 'pager' }, z.string().max(40), call), (text) => ({ pager: text })),
    show: (copy) => ({ text: (copy as { pager?: string }).pager }),
  },
  playAddress: (pagers) => (pagers.includes('broken') ? 'permanent-failure' : undefined),
});

/** What a dry run asks of it: a page costs a cent, and none goes to a pager that is gone. */
export const pagerDryRun: DryRunSender = {
  estimateUsd: () => 0.01,
  admit: async ({ to }) => (to.includes('gone') ? { reason: 'unreachable', detail: 'the pager is gone' } : undefined),
};

const { PublishRequest } = await import('../../../contract/publishing/publish.ts');
const { ingest } = await import('../../../core/publishing/ingest.ts');
const { publish } = await import('../../../core/publishing/publish.ts');
const { memoryQueue } = await import('../../../adapters/memory/publishing/queue.ts');
const { world } = await import('../../world.ts');
const { aWorkflow } = await import('../workflows/a-workflow.ts');

/** A world with a workflow that has copy for it and one that has none, and with ada, who has these pagers. */
export async function aPagerWorld(pagers?: string[]) {
  const here = world();
  const greeting = aWorkflow({ priority: 'high', pager: () => 'Hello' } as object);
  const silent = aWorkflow({ key: 'silent', category: 'other', priority: 'high' });
  const workflows = new Map([greeting, silent].map((each) => [each.key, each as never as Workflow]));
  const durations = {
    leaseSeconds: 60,
    ambiguousWaitSeconds: 120,
    pauseSeconds: 900,
    retryWindowSeconds: 3600,
    retentionDays: 30,
  };
  const deps = { ...here, pager: memoryQueue(), workflows, smsCountries: [], ...durations };
  await here.users.upsert('ada', { ...(pagers && { pagers }) } as object, here.now());

  return {
    ...deps,
    /** Publishes, and dispatches; answers the notification's messages by channel. */
    async notify(workflow = 'greeting', more: object = {}, ofStage: ReadonlyMap<string, Workflow> = workflows) {
      const request = PublishRequest.parse({ workflow, recipients: ['ada'], data: { name: 'Ada' }, ...more });
      const order = { request, caller: 'app', test: false, key: here.newSeed(), requestedAt: here.now() };
      const { notifications } = await publish(order, deps);
      for (const message of here.ingest.drain())
        await ingest(message as never, { messageId: 'm1' } as never, { ...deps, workflows: ofStage } as never);
      const found = await here.ledger.read(notifications[0]?.id ?? '');
      return new Map(found?.messages.map((message) => [message.channel, message]));
    },
  };
}
