import type { DryRunSender } from '../../dry-run/ports/dry-run-sender.ts';

/** What a dry run says of chats: none of these services charges for a message. */
export const chatDryRun: DryRunSender = { estimateUsd: () => 0 };
