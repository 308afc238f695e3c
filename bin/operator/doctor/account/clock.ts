import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Check } from '../check.ts';
import { type Finding, ok, wrong } from '../check.ts';
import type { Facts } from '../facts.ts';

/** AWS refuses what was signed more than five minutes ago: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html */
const mostSeconds = 5 * 60;

/** This machine's clock against the one that AWS answers with. */
export const clock: Check = {
  name: 'clock',
  why: 'AWS refuses requests that are signed with a clock more than five minutes off.',
  notLocal: 'The local system has one clock.',
  async run(facts) {
    const date = await dateOfAws(facts);
    const here = facts.now();
    if (date === undefined) throw new Error('AWS answered without a date');
    return checkSkew((here.getTime() - date.getTime()) / 1000);
  },
};

function checkSkew(seconds: number): Finding {
  const off = `${Math.abs(Math.round(seconds))} seconds ${seconds < 0 ? 'slow' : 'fast'}`;
  if (Math.abs(seconds) <= mostSeconds) return ok(Math.abs(seconds) < 2 ? 'The clock is right.' : `The clock is ${off}.`);
  return wrong(
    `The clock of this machine is ${off}.`,
    'Switch on automatic time: "sudo timedatectl set-ntp true" on Linux, or the date settings.',
  );
}

/** The Date header of any answer; a refusal has one as well. */
async function dateOfAws({ aws }: Facts): Promise<Date | undefined> {
  const command = new GetCallerIdentityCommand();
  let date: string | undefined;
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      date = (result.response as { headers?: Record<string, string> }).headers?.date;
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'readDate' }, // closest to the wire, before a refusal is thrown
  );
  await aws.sts.send(command).catch((error: unknown) => {
    if (date === undefined) throw error;
  });
  return date === undefined ? undefined : new Date(date);
}
