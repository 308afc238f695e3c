import type { DryRunSender } from '../../dry-run/ports/dry-run-sender.ts';
import { turnDownTests } from './turn-down-tests.ts';

/** What a dry run says of push: browsers' push services, FCM and APNs take no money for a message, and a device of tests gets none. */
export const pushDryRun: DryRunSender = {
  estimateUsd: () => 0,
  admit: async ({ to: devices }) => turnDownTests(JSON.parse(devices)),
};
