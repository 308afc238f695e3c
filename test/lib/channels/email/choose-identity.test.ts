import type { IdentityState } from '../../../../lib/app/account.ts';
import type { ComparedTemplate } from '../../../../lib/app/stateful-changes.ts';
import { chooseIdentity } from '../../../../lib/channels/email/providers/ses/choose-identity.ts';
import { readOwnerSettings } from '../../../../lib/settings/read-owner-settings.ts';

const owner = readOwnerSettings({ stage: 'dev', fromAddress: 'hello@example.com' });
const none: ComparedTemplate = { Resources: {} };
const made: ComparedTemplate = {
  Resources: { Identity: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'hello@example.com' } } },
};

/** What becomes of the setting, when SES knows these. */
async function chosen(settings: typeof owner, deployed: ComparedTemplate, known: Record<string, IdentityState> = {}) {
  return (await chooseIdentity(settings, deployed, async (identity) => known[identity] ?? 'unknown')).senderIdentity;
}

test('a new sender is made, and one that outlived its stack is left alone', async () => {
  expect(await chosen(owner, none)).toBeUndefined();
  expect(await chosen(owner, none, { 'hello@example.com': 'verified' })).toBe('existing');
  expect(await chosen(owner, none, { 'hello@example.com': 'unverified' })).toBe('existing');
  expect(await chosen({ ...owner, domain: 'example.com' }, none, { 'hello@example.com': 'verified' })).toBeUndefined();
  expect(await chosen({ ...owner, domain: 'example.com' }, none, { 'example.com': 'verified' })).toBe('existing');
});

test('a stack that has a sender may go over to a verified one, and not to another', async () => {
  const other = { ...owner, fromAddress: 'other@example.com' };

  expect(await chosen(other, made, { 'other@example.com': 'verified' })).toBe('existing');
  expect(await chosen(other, made, { 'other@example.com': 'unverified' })).toBeUndefined();
});

test('one that the stack has made stays its own', async () => {
  expect(await chosen(owner, made, { 'hello@example.com': 'verified' })).toBeUndefined();
});

test('what the owner has said is not looked up', async () => {
  expect(await chosen({ ...owner, senderIdentity: 'new' }, none, { 'hello@example.com': 'verified' })).toBe('new');
  expect(await chosen({ ...owner, senderIdentity: 'existing' }, made)).toBe('existing');
});
