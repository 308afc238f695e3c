import type { Answers } from '../api/calls.ts';
import { type Child, element } from '../elements/element.ts';

type User = Answers[`GET /v1/users?${string}`]['data'][number];
type Row = readonly [string, Child];

/** What the app has said of a user, row by row: their name and picture. The picture is a link, as this page loads nothing from elsewhere. */
export function whoRows({ name, avatar }: Pick<User, 'name' | 'avatar'>): Row[] {
  return [
    ...(name === undefined ? [] : [['Name', name] as const]),
    ...(avatar === undefined
      ? []
      : [['Avatar', element('a', { href: avatar, target: '_blank', rel: 'noreferrer' }, avatar)] as const]),
  ];
}

/** Lists their attributes, each by its name. */
export function attributeRows({ attributes = {} }: Pick<User, 'attributes'>): Row[] {
  return Object.entries(attributes).map(([name, value]) => [`Attribute ${name}`, [value].flat().map(String).join(', ')] as const);
}

/** All their addresses on the channels on which they have several, with what is known of each. */
export function listRows({ emails, phones }: Pick<User, 'emails' | 'phones'>): Row[] {
  return [
    ...(emails === undefined ? [] : [['All e-mail addresses', describeList(emails)] as const]),
    ...(phones === undefined ? [] : [['All phone numbers', describeList(phones)] as const]),
  ];
}

/** Writes a list of addresses: `ada@work.example (primary, verified, work)`. */
export function describeList(list: NonNullable<User['emails']>): string {
  return list
    .map(({ address, primary, verified, label }) => {
      const said = [primary && 'primary', verified ? 'verified' : 'not verified', label].filter(Boolean);
      return `${address} (${said.join(', ')})`;
    })
    .join('; ');
}
