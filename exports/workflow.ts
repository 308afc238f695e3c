// bellhop/workflow: what an owner's workflows are written with. Nothing here brings an e-mail along.
export { EmailAddress } from '../contract/email-address.ts';
export { PhoneNumber } from '../contract/phone-number.ts';
export { multiLine, singleLine } from '../contract/text.ts';
export {
  Instant,
  Locale,
  TimeZone,
  WebUrl,
} from '../contract/values.ts';
export { type GsmText, gsmText, type Replacement } from '../core/rules/gsm-text.ts';
export { localeChain, type Reader, writeInstant, writeNumber } from '../core/rules/reader.ts';
export { countSmsParts, smsWithLink } from '../core/rules/sms-parts.ts';
export { defineWorkflow, type InboxCopy, type Workflow, type WorkflowCopy } from '../core/rules/workflow.ts';
export type { Brand } from '../workflows/brand.ts';
export type { DigestWords } from '../workflows/digest-words.ts';
export type { SmsHouseRules } from '../workflows/sms.ts';
export type { UnsubscribeWords } from '../workflows/unsubscribe-words.ts';
