import { isPriced } from '../../../contract/channels/providers.ts';
import type { DryRunSender } from '../../dry-run/ports/dry-run-sender.ts';
import { copiesOf, countRecipients } from './rules/copies.ts';

/** What a dry run says of an e-mail: SES takes $0.10 per thousand recipients, copies too, https://aws.amazon.com/ses/pricing/ */
export const emailDryRun: DryRunSender = {
  knowsPrice: (provider) => isPriced('email', provider),
  estimateUsd: ({ copy: { emailOptions = {} }, to }) => (countRecipients(copiesOf(emailOptions, to)) * 10_000) / 1e8,
};
