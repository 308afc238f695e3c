import type { Account } from '../../../../app/account.ts';
import type { ComparedTemplate } from '../../../../app/stateful-changes.ts';
import type { OwnerSettings } from '../../../../settings/owner-settings.ts';

/**
 * Whether the stack makes the sender's identity, for an owner who has not said. It goes on with one that it has made. One that is in
 * SES already, as after a destroy, it leaves alone, for making it once more would fail; but a stack that has a sender is not given
 * an unverified one in its place.
 */
export async function chooseIdentity(
  owner: OwnerSettings,
  deployed: ComparedTemplate,
  identityState: Account['identityState'],
): Promise<OwnerSettings> {
  if (!owner.emailProvider.includes('ses')) return owner;
  const identity = owner.domain ?? owner.fromAddress;
  const made = Object.values(deployed.Resources).find(({ Type }) => Type === 'AWS::SES::EmailIdentity');
  if (owner.senderIdentity !== undefined || made?.Properties.EmailIdentity === identity) return owner;

  const state = await identityState(identity);
  const isThere = state === 'verified' || (state === 'unverified' && made === undefined);
  return isThere ? { ...owner, senderIdentity: 'existing' } : owner;
}
