import type { Door } from '../handlers/handler-function.ts';
import type { OwnerSettings } from '../settings/owner-settings.ts';

/** Tells a function how much of a user's attention all workflows together may take, and what becomes of the rest. */
export function tellAttention(door: Door, { attentionBudget, attentionOver }: OwnerSettings): void {
  door.set('ATTENTION_BUDGET', attentionBudget);
  door.set('ATTENTION_OVER', attentionOver);
}
