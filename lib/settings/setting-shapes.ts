import * as z from 'zod';
import { asciiAddress, asciiDomain, EmailAddress } from '../../contract/channels/email/email-address.ts';
import { settingSchemas } from '../../contract/settings.ts';

/** What AWS, DNS and browsers are told: letters beyond ASCII as punycode. */
export const AsciiEmailAddress = EmailAddress.overwrite(asciiAddress);

/** What a browser sends as its `Origin`. */
export const Origin = z
  .string()
  .overwrite(toAsciiOrigin)
  .refine(isOrigin, 'must be origins like https://app.example.com, joined by commas');

/** A name in DNS, in lower case. */
export const DomainName = z
  .string()
  .overwrite((name) => asciiDomain(name) ?? name)
  .max(253) // RFC 1035 section 2.3.4
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,}|xn--[a-z0-9-]+)$/, 'must be a domain name, like example.com');

/** A bucket of S3, or a folder in one. No sign in a folder means anything to IAM: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export const bucketAndFolder = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:\/(?:[\w!.'()-]+\/)+)?$/;

/** Ends a folder with a slash, or it would stand for all that begins like it. */
export function asFolder(place: string): string {
  return place.includes('/') && !place.endsWith('/') ? `${place}/` : place;
}

/** Whether functions can read it as how long notifications of each category stay. */
export function isRetention(text: string): boolean {
  return settingSchemas.RETENTION_DAYS_BY_CATEGORY().safeParse(text).success;
}

/** Whether functions can read it as frequency caps. */
export function isFrequencyCaps(text: string): boolean {
  return settingSchemas.FREQUENCY_CAPS().safeParse(text).success;
}

/** As a browser sends it; whatever else is wrong with it stays. */
function toAsciiOrigin(text: string): string {
  const [, scheme = '', domain = '', port = ''] = /^(https?:\/\/)([^/:?#]+)(:\d+)?$/.exec(text) ?? [];
  return /[^\x20-\x7e]/.test(domain) ? scheme + (asciiDomain(domain) ?? domain) + port : text;
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && /^https?:/.test(text) && new URL(text).origin === text;
}
