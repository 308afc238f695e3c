// bellhop/workflow: what an owner's workflows are written with. Nothing here brings an e-mail along.
export { EmailAddress } from '../contract/channels/email/email-address.ts';
export { PhoneNumber } from '../contract/channels/sms/phone-number.ts';
export { multiLine, singleLine } from '../contract/text.ts';
export {
  Instant,
  Locale,
  TimeZone,
  WebUrl,
} from '../contract/values.ts';
export { type GsmText, gsmText, type Replacement } from '../core/channels/sms/rules/gsm-text.ts';
export { countSmsSegments, smsWithLink } from '../core/channels/sms/rules/sms-segments.ts';
export { defineWorkflow } from '../core/workflows/rules/define-workflow.ts';
export {
  localeChain,
  type Reader,
  type ReaderBatch,
  writeActors,
  writeInstant,
  writeNumber,
} from '../core/workflows/rules/reader.ts';
export type { Asked, AskedUser, Condition } from '../core/workflows/rules/steps.ts';
export type { InboxCopy, PayloadsOf, Workflow, WorkflowCopy } from '../core/workflows/rules/workflow.ts';
export type { Brand } from '../workflows/brand.ts';
export type { DigestWords } from '../workflows/digest-words.ts';
export type { SmsPricesAndLimits } from '../workflows/sms-terms.ts';
export type { UnsubscribeWords } from '../workflows/unsubscribe-words.ts';
