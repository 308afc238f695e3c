import { depsOfSilentDoubles } from '../../local/emulators/providers/doubles.ts';
import type { Outbox } from '../../local/emulators/providers/outbox.ts';
import { aSesAccount } from '../../local/emulators/providers/ses.ts';

/** Doubles of all that send, which put what they take into the outbox and tell nobody what became of it. */
export function quietDoubles({
  outbox,
  now,
  configurationSets,
}: {
  outbox: Outbox;
  now: () => Date;
  configurationSets: string[];
}) {
  const announce = () => {};
  return {
    ses: { account: aSesAccount(), outbox, configurationSets, announce, now },
    sns: { outbox, announce, now },
    'end-user-messaging': { outbox, announce, now },
    twilio: { outbox, announce, now },
    resend: { outbox, announce, now },
    postmark: { outbox, announce, now },
    ...depsOfSilentDoubles({ outbox, now }),
  };
}
