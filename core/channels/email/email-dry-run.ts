import type { DryRunSender } from '../../dry-run/ports/dry-run-sender.ts';

/** What a dry run says of an e-mail: SES takes $0.10 per thousand, https://aws.amazon.com/ses/pricing/ */
export const emailDryRun: DryRunSender = { estimateUsd: () => 0.0001 };
