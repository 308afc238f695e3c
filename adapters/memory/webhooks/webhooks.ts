import type { Webhook, Webhooks } from '../../../core/webhooks/ports/webhooks.ts';

/** Keeps webhooks in memory. */
export function memoryWebhooks(): Webhooks {
  const webhooks = new Map<string, Webhook>();
  return {
    list: async () => [...webhooks.values()].sort((a, b) => (a.id < b.id ? -1 : 1)).map((webhook) => structuredClone(webhook)),
    find: async (id) => structuredClone(webhooks.get(id)),
    add: async (webhook) => void webhooks.set(webhook.id, structuredClone(webhook)),
    async change(id, change) {
      const webhook = webhooks.get(id);
      if (webhook === undefined) return undefined;
      const changed = change(structuredClone(webhook));
      webhooks.set(id, structuredClone(changed));
      return changed;
    },
    remove: async (id) => void webhooks.delete(id),
  };
}
