import type { Profile } from '../../../contract/users/profile.ts';
import type { Whereabouts } from '../../workflows/rules/reader.ts';

/** What the app has said of a user, by itself; nothing when it has said nothing. */
export function profileOf({ name, avatar, attributes }: Profile): Profile | undefined {
  const said = {
    ...(name !== undefined && { name }),
    ...(avatar !== undefined && { avatar }),
    ...(attributes && { attributes }),
  };
  return Object.keys(said).length === 0 ? undefined : said;
}

/** What the texts of a notification to a user are written by. */
export function whereaboutsOf(
  user: Profile & Omit<Whereabouts, 'profile' | 'variant'>,
  variant: string | undefined,
): Whereabouts {
  const { locale, timezone } = user;
  return { locale, timezone, variant, profile: profileOf(user) };
}
