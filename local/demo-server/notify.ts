// What the workshop tells its people, and when: the demo shows these publishes in its panel "What just happened".
import type { PublishRequest } from '../../sdk/node/index.ts';
import { type Comment, firstName, type Repair, SignedIn } from './repair.ts';

/** Who did something, to which repair, and the address that it is seen at. */
export type Deed = { by: SignedIn; repair: Repair; link: string };

/** Tells the technician that a repair is theirs. */
export function assigned({ by, repair, link }: Deed, technician: SignedIn): PublishRequest {
  return {
    workflow: 'repair-assigned',
    recipients: [technician],
    actor: by,
    data: {
      technician: firstName(technician),
      customer: repair.customer,
      vehicle: repair.vehicle,
      repair_number: repair.number,
      ...(repair.dueAt !== undefined && { due_at: repair.dueAt }),
      link,
    },
  };
}

/** Tells the technician that the customer has agreed: on their devices too. By SMS only if they have not read it in a quarter of an hour. */
export function approved({ by, repair, link }: Deed, technician: SignedIn): PublishRequest {
  return {
    workflow: 'repair-approved',
    recipients: [technician],
    actor: by,
    channels: ['inbox', 'push', 'email', 'sms'],
    data: {
      technician: firstName(technician),
      customer: repair.customer,
      vehicle: repair.vehicle,
      repair_number: repair.number,
      link,
    },
  };
}

/** Tells the others of a comment. The workflow gathers what follows within half an hour into one notification. */
export function commented({ repair, link }: Deed, { by, text }: Comment, recipients: SignedIn[]): PublishRequest {
  return { workflow: 'repair-commented', recipients, actor: by, data: { repair_number: repair.number, comment: text, link } };
}

/** Tells who was mentioned, at once and by e-mail as well. */
export function mentioned({ by, repair, link }: Deed, text: string, recipients: SignedIn[]): PublishRequest {
  return {
    workflow: 'message',
    recipients,
    actor: by,
    channels: ['inbox', 'email'],
    data: { title: `${firstName(by)} mentioned you on repair ${repair.number}`, body: text, url: link },
  };
}

/** Reminds the technician when a repair falls due. The key is what cancels it when the date moves. */
export function due({ repair, link }: Deed, technician: SignedIn, { at, key }: { at: string; key: string }): PublishRequest {
  return {
    workflow: 'message',
    recipients: [technician],
    send_at: at,
    cancellation_key: key,
    data: { title: `Repair ${repair.number} is due now`, body: `${repair.title}, for ${repair.customer}.`, url: link },
  };
}

/** Tells the one who ordered a repair that it is done. */
export function finished({ by, repair, link }: Deed, recipients: SignedIn[]): PublishRequest {
  return {
    workflow: 'message',
    recipients,
    actor: by,
    data: { title: `Repair ${repair.number} is done`, body: `${repair.vehicle} can go back to ${repair.customer}.`, url: link },
  };
}

/** Finds who is mentioned in a comment, like `@Grace`. */
export function mentionsIn(text: string): SignedIn[] {
  const named = [...text.matchAll(/@(\w+)/g)].map(([, name = '']) => name.toLowerCase());
  return SignedIn.options.filter((person) => named.includes(person));
}
