import * as z from 'zod';

/** A phone number as E.164 has it. */
export const e164 = /^\+[1-9]\d{6,14}$/;

/**
 * E.164 once what is only for the eye is taken off, and `00` in front has become "+"; whether the number can exist is decided by
 * `core/channels/sms/rules/phone-number.ts`.
 */
export const PhoneNumber = z
  .string()
  .overwrite(tidyNumber)
  .refine((number) => e164.test(number), 'must be a phone number in E.164 form, like +447400123456')
  .meta({
    example: '+447400123456',
    description: 'E.164. Spaces, brackets, dots, dashes and slashes are taken off, and 00 in front is taken as "+".',
  });

/** The same, or a number as it is dialled within a country, which has to be known from elsewhere. */
export const DialledNumber = z
  .string()
  .overwrite(tidyNumber)
  .refine((number) => /^(?:\+[1-9]|\d)\d{2,16}$/.test(number), 'must be a phone number, like +447400123456')
  .meta({
    example: '+447400123456',
    description:
      'Best E.164. Spaces, brackets, dots, dashes and slashes are taken off, and 00 in front is taken as "+". A number as it is dialled within a country is taken where the region of `locale` and `timezone` name the same country.',
  });

/** Marks of direction come along when a number is copied from a list of contacts. */
function tidyNumber(written: string): string {
  const digits = written.normalize('NFKC').replaceAll(/[\s\p{Cf}\p{Pd}()./]/gu, '');
  return digits.replace(/^00(?=[1-9])/, '+');
}
