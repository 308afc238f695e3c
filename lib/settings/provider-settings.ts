import * as z from 'zod';
import { type ChosenChannel, chosenChannels } from '../../contract/channels/channels.ts';
import {
  defaultProvider,
  type ProviderName,
  type ProviderOf,
  providerName,
  providerNames,
} from '../../contract/channels/providers.ts';
import { settingSchemas } from '../../contract/settings.ts';
import type { ChosenProviders } from '../handlers/chosen-providers.ts';

/** How Apple names teams and keys. */
const appleId = z.string().regex(/^[A-Z0-9]{10}$/, 'must be 10 letters and digits, as Apple shows it');

/** The owner's settings that belong to one provider each. A provider cannot do without those of its own that are optional here. */
const settingsOf = {
  ses: {},
  resend: {},
  postmark: {
    /** The message stream that e-mails go by: https://postmarkapp.com/developer/api/message-streams-api */
    postmarkStream: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,29}$/, 'must be the ID of a message stream, like outbound')
      .default('outbound')
      .meta({ example: 'outbound' }),
  },
  smtp: {
    /** Who takes e-mails: `smtps` is TLS from the start, `smtp` demands STARTTLS. The user's password is in SSM. */
    smtpServer: z
      .url({ protocol: /^smtps?$/, hostname: /^[\w.-]+$/, error: 'must be a server like smtp://user@mail.example.com:587' })
      .refine((server) => !URL.parse(server)?.password, 'must have no password: that belongs into SSM')
      .optional()
      .meta({ example: 'smtp://user@mail.example.com:587' }),
  },
  sns: {
    smsSenderId: settingSchemas
      .SMS_SENDER_ID()
      .regex(/[A-Za-z]/, 'must have a letter, as SNS demands')
      .default('Bellhop')
      .meta({ example: 'Bellhop' }),
  },
  'end-user-messaging': {
    /** Who SMS are from, by country; where none is named AWS picks one of the account's numbers, sender ids and pools. */
    endUserMessagingSenders: z
      .string()
      .refine(
        (text) => settingSchemas.EUM_SENDERS().safeParse(text).success,
        'must be a sender by country, joined by commas, like GB=Bellhop,US=+15557122661; * stands for all others',
      )
      .default('')
      .meta({ example: 'GB=Bellhop,US=+15557122661' }),
  },
  slack: {},
  teams: {},
  discord: {},
  webhook: {},
  twilio: {
    twilioAccountSid: settingSchemas.TWILIO_ACCOUNT_SID().optional().meta({ example: 'AC0123456789abcdef0123456789abcdef' }),
    /** A number of the account, a name, or the SID of a Messaging Service. */
    twilioSender: settingSchemas.TWILIO_SENDER().optional().meta({ example: '+15557122661' }),
  },
  web: {},
  fcm: {
    /** The Firebase project of the app for Android; absent: no messages go to such devices. */
    fcmProject: z
      .string()
      .regex(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/, 'must be the id of a Firebase project, like my-app-1a2b3')
      .optional()
      .meta({ example: 'my-app-1a2b3' }),
  },
  apns: {
    apnsTeam: appleId.optional().meta({ example: 'A1B2C3D4E5' }),
    apnsKeyId: appleId.optional().meta({ example: 'K1L2M3N4P5' }),
    /** The bundle id of the app. */
    apnsTopic: z
      .string()
      .regex(/^[A-Za-z0-9.-]{3,155}$/, 'must be the bundle id of an app, like com.example.app')
      .optional()
      .meta({ example: 'com.example.app' }),
    /** Which of Apple's hosts takes them: an app that is run from Xcode has tokens of the sandbox. */
    apnsHost: z.enum(['production', 'sandbox']).default('production').meta({ example: 'sandbox' }),
  },
} as const satisfies Readonly<Record<ProviderName, Readonly<Record<string, z.ZodType>>>>;

type OfOne = (typeof settingsOf)[ProviderName];
type NameIn<Settings> = Settings extends unknown ? keyof Settings : never;
type OwnName = NameIn<OfOne>;

/** All of them. */
export const providerSettings = Object.assign({}, ...Object.values(settingsOf)) as {
  [Name in OwnName]: Extract<OfOne, Readonly<Record<Name, unknown>>>[Name];
};

/** Which of them a provider cannot do without. */
export function neededBy(provider: ProviderName): OwnName[] {
  return Object.entries<z.ZodType>(settingsOf[provider]).flatMap(([name, schema]) =>
    schema.parse(undefined) === undefined ? [name as OwnName] : [],
  );
}

/** The owner's setting that chooses the provider of a channel: `smsProvider`. */
export function providerChoice<Channel extends ChosenChannel>(channel: Channel): `${Channel}Provider` {
  return `${channel}Provider`;
}

/** The providers of a channel in the order in which they send: the first, and who takes over while it is paused. */
type Order<Channel extends ChosenChannel> = [ProviderOf<Channel>, ...ProviderOf<Channel>[]];

/** These settings: who sends on each channel, the first of its providers unless the owner says otherwise. */
export function providerChoices(): {
  [Channel in ChosenChannel as `${Channel}Provider`]: z.ZodType<Order<Channel>, string | undefined>;
} {
  const choices = chosenChannels().map((channel) => {
    const names = z.array(providerName(channel)).min(1);
    const choice = z
      .string()
      .default(defaultProvider(channel))
      .transform((text) => text.split(',').map((name) => name.trim()))
      .pipe(names.refine((all) => new Set(all).size === all.length, 'must name each provider once'));
    const two = [defaultProvider(channel), providerNames(channel).at(-1)];
    return [providerChoice(channel), choice.meta({ example: two.join(), inFile: `['${two.join("', '")}']` })];
  });
  return Object.fromEntries(choices);
}

/** The providers of each channel that the owner has named; for e-mail what reads files from S3 as well, if some may lie there. */
export function chosenBy(
  owner: Readonly<Record<`${ChosenChannel}Provider`, readonly ProviderName[]>> & { attachmentBuckets: readonly string[] },
): ChosenProviders {
  const chosen = Object.fromEntries(chosenChannels().map((channel) => [channel, owner[providerChoice(channel)]]));
  return owner.attachmentBuckets.length === 0 ? chosen : { ...chosen, email: [...owner.emailProvider, 's3'] };
}
