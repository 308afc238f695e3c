import type { DryRunSender } from '../../dry-run/ports/dry-run-sender.ts';

/** What a dry run says of push: browsers' push services, FCM and APNs take no money for a message. */
export const pushDryRun: DryRunSender = { estimateUsd: () => 0 };
