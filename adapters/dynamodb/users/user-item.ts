import { DigestFrequency } from '../../../contract/digests/digest-frequency.ts';
import { frequencyOf } from '../../../contract/digests/frequencies.ts';
import type { Profile } from '../../../contract/users/profile.ts';
import { addressFieldsOf } from '../../../core/channels/rules/address.ts';
import type { CategoryChoice, Preferences } from '../../../core/preferences/rules/preferences.ts';
import type { User } from '../../../core/users/ports/users.ts';
import { profileOf } from '../../../core/users/rules/profile.ts';

/**
 * A user as attributes of their item, in which their inbox keeps where it stands. Each choice is one of its own; what the app says of
 * them is JSON, so that any name and any number fits.
 */
export function toAttributes({
  preferences = {},
  attributes: said,
  createdAt,
  updatedAt,
  ...rest
}: User): Record<string, unknown> {
  const choices = Object.entries(preferences).flatMap(([category, choice]) =>
    Object.entries(choice).flatMap(([name, value]) => toChoiceAttributes(`choice#${category}#${name}`, value)),
  );
  const attributes = { ...rest, attributes: said && JSON.stringify(said), ...Object.fromEntries(choices) };
  const given = Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));
  return { ...given, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}

/** The user in an item; nothing when the item only says where an inbox stands. */
export function toUser(item: Record<string, unknown> | undefined): User | undefined {
  if (item?.createdAt === undefined) return undefined;
  const { id, locale, timezone, quietHours, digestTime, digestDay, version = 0 } = item;
  const choices = { locale, timezone, quietHours, digestTime, digestDay, preferences: toPreferences(item) };
  const optional = { ...addressFieldsOf(item), ...toProfile(item), ...choices };
  const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
  const { createdAt, updatedAt } = item as { createdAt: string; updatedAt: string };
  return { ...given, id, version, createdAt: new Date(createdAt), updatedAt: new Date(updatedAt) } as User; // as `toAttributes` wrote it
}

function toProfile({ attributes, ...item }: Record<string, unknown>): Profile | undefined {
  return profileOf({ ...item, ...(typeof attributes === 'string' && { attributes: JSON.parse(attributes) }) });
}

function toPreferences(item: Record<string, unknown>): Preferences | undefined {
  const choices = Object.entries(item).flatMap(([attribute, value]) => {
    const [, category, name] = /^choice#([^#]+)#(.+)$/.exec(attribute) ?? [];
    if (category === undefined || name === undefined) return [];
    return [{ category, name, value: frequencyStoodInFor(item, attribute) ?? value }];
  });
  if (choices.length === 0) return undefined;

  const byCategory = Map.groupBy(choices, ({ category }) => category);
  return Object.fromEntries(
    [...byCategory].map(([category, these]) => {
      return [category, Object.fromEntries(these.map(({ name, value }) => [name, value])) as CategoryChoice];
    }),
  );
}

/**
 * The attribute beside a choice of digests: the frequency that the choice stands in for, where versions that may read it do not know that
 * frequency. It counts while the choice is what was written with it. Nothing for other attributes.
 */
export function attributeBeside(attribute: string): string | undefined {
  const [, category] = /^choice#([^#]+)#digest$/.exec(attribute) ?? [];
  return category && `frequency#${category}`;
}

function toChoiceAttributes(attribute: string, value: string | undefined): [string, string | undefined][] {
  const beside = attributeBeside(attribute);
  const standIn = beside && standInOf(value);
  return beside && standIn
    ? [
        [attribute, standIn],
        [beside, value],
      ]
    : [[attribute, value]];
}

function frequencyStoodInFor(item: Record<string, unknown>, attribute: string): unknown {
  const beside = attributeBeside(attribute);
  const frequency = beside && item[beside];
  return frequency && standInOf(frequency) === item[attribute] ? frequency : undefined;
}

function standInOf(frequency: unknown): string | undefined {
  const known = DigestFrequency.safeParse(frequency);
  return known.success ? frequencyOf(known.data).standIn : undefined;
}
