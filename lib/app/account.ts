import type { ComparedTemplate } from './stateful-changes.ts';

/** What can be learned of the AWS account before a deploy. */
export type Account = {
  /** Whether a template that would replace something stateful is refused. */
  guarded: boolean;
  /** The template of a stack that stands; one without resources when there is no such stack, or nothing can be read. */
  deployedTemplate: (stackName: string) => Promise<ComparedTemplate>;
  /** What SES knows of an address or domain; nothing when nothing can be read. */
  identityState: (identity: string) => Promise<IdentityState>;
};

export type IdentityState = 'verified' | 'unverified' | 'unknown';
