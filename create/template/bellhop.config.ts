// Says how each stage is set, and where your workflows are. It holds no secrets: those are in SSM.
// `npx bellhop settings show --stage dev` prints what a stage has, `npx bellhop settings diff --stage dev` what a deploy would change.
import type { BellhopConfig, SettingsOfStage } from 'bellhop/config';

/** What all stages have. A setting that is a comment is as it says there until you take the slashes away. */
const everywhere = {
  // The sender of every e-mail: SES has to verify it, or its domain.
  fromAddress: 'hello@example.com',
  // The name beside it.
  fromName: 'Acme',
  // Where answers go. Without it: to fromAddress.
  // replyTo: 'support@example.com',

  // Who may ask

  // Your web apps, which may call the API from a browser (CORS). Without it: none.
  // allowedOrigins: ['https://app.example.com'],
  // Your OpenID Connect issuer, whose tokens say who a user is. Without it: Bellhop signs tokens itself.
  // tokenIssuer: 'https://login.example.com/',
  // Whom those tokens are for.
  // audience: 'bellhop',

  // Domains

  // The whole domain is verified in place of the one address; its DKIM records are in the outputs of the deploy.
  // domain: 'example.com',
  // 'existing': the address or domain is in SES already, and this stack leaves it alone; 'new': the stack makes it. Without it: the deploy looks.
  // senderIdentity: 'existing',
  // Where bounces go, beneath `domain`, so that SPF speaks for your domain.
  // mailFromDomain: 'mail.example.com',
  // The host of tracked links and pictures in e-mails, which needs TLS of yours.
  // trackingDomain: 'links.example.com',
  // The API's own host name, and its certificate in ACM in the stack's region.
  // apiDomain: 'api.example.com',
  // apiCertificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012',

  // E-mail

  // Who sends e-mails: 'ses', 'resend', 'postmark' or 'smtp'; with several the next takes over while one is paused. Without it: 'ses'.
  // emailProvider: ['ses', 'smtp'],
  // With 'smtp': the server that takes e-mails, and its user.
  // smtpServer: 'smtp://user@mail.example.com:587',
  // With 'postmark': the message stream that e-mails go by.
  // postmarkStream: 'outbound',
  // The e-mails that may go out in a second. SES is asked for it; without it: what the provider grants anybody.
  // emailsPerSecond: 10,
  // The buckets of S3, and folders in them, that files of e-mails may lie in. Without it: none.
  // attachmentBuckets: ['acme-invoices/sent/', 'acme-terms'],

  // SMS

  // The countries that SMS may go to. Without it: none.
  // smsCountries: ['GB', 'US'],
  // What the SMS of a calendar month may cost. Without it: 1 in dev, 10 in staging and prod. 0 switches SMS off.
  // smsMonthlyBudgetUsd: 25,
  // The most that one segment of an SMS may cost; what costs more is skipped.
  // smsMaxPriceUsd: '0.10',
  // Whether urgent SMS go on when the budget is spent. Without it: no.
  // smsUrgentOverBudget: true,
  // Whether an alarm also watches what the whole account spends on SMS by SNS: 'on' or 'off'. Without it: off.
  // smsAccountAlarm: 'on',
  // Who sends SMS: 'sns', 'end-user-messaging' or 'twilio'; several as with e-mail. Without it: 'sns'.
  // smsProvider: ['sns', 'twilio'],
  // The segments that may go out in a second. Without it: what the provider grants anybody.
  // smsSegmentsPerSecond: 3,
  // With 'sns': the name that SMS come from, where a country allows one: 3 to 11 letters and digits. Without it: 'Bellhop'.
  // smsSenderId: 'Acme',
  // With 'end-user-messaging': who SMS are from, by country.
  // endUserMessagingSenders: 'GB=Bellhop,US=+15557122661',
  // With 'twilio': the account, and its number, name or Messaging Service.
  // twilioAccountSid: 'AC0123456789abcdef0123456789abcdef',
  // twilioSender: '+15557122661',

  // Chat and push

  // Whether messages go to Slack, Teams, Discord and webhooks of chats: 'on' or 'off'. Without it: off.
  // chat: 'on',
  // Whether push messages go to browsers and apps: 'on' or 'off'. Without it: off.
  // push: 'on',
  // With push: the Firebase project of your Android app.
  // fcmProject: 'my-app-1a2b3',
  // With push: your team at Apple, the id of its key for APNs, the bundle id of your app, and which of Apple's hosts takes messages.
  // apnsTeam: 'A1B2C3D4E5',
  // apnsKeyId: 'K1L2M3N4P5',
  // apnsTopic: 'com.example.app',
  // apnsHost: 'production',

  // What users get, unless they choose otherwise

  // How e-mails go: 'immediate', 'daily', 'weekly' or 'monthly'. Without it: immediate.
  // digest: 'daily',
  // The channels on which only users who have opted in are reached. Without it: none.
  // optIn: ['sms'],
  // How much all workflows together may send to a user in an hour or a day. Without it: as much as there is.
  // frequencyCaps: ['email:5/hour', 'sms:2/day'],
  // What becomes of e-mails beyond it: the next 'digest', or 'skip'.
  // frequencyCapOver: 'digest',
  // How many days notifications of a category stay. Without it: 30 in dev and staging, 90 in prod.
  // retentionDays: { billing: 365, chat: 7 },

  // What can be switched on

  // Whether browsers are told at once that an inbox has changed, over a WebSocket: 'on' or 'off'. Without it: off, and they poll.
  // live: 'on',
  // Whether browsers poll at an address of its own, which costs a fifth.
  // feedUrl: 'on',
  // Whether each change of state is an event on the stage's bus.
  // events: 'on',
  // Whether webhooks may be made.
  // webhooks: 'on',
  // Whether CloudWatch has a dashboard of the stage.
  // dashboard: 'on',

  // Watching

  // Who is told when an alarm goes off. Without it: alarms show in the CloudWatch console alone.
  // alarmEmail: 'ops@example.com',
  // What the whole account's bill of a month may come to before alarmEmail is told. Without it: nobody watches it.
  // monthlyBudgetUsd: 50,

  // Functions at work on one queue at once, at most. Without it: 2 in dev, 5 in staging and prod.
  // queueConcurrency: 5,

  // After a restore: the table that takes the place of the stack's own, and its stream.
  // tableName: 'bellhop-prod-restored',
  // tableStreamArn: 'arn:aws:dynamodb:eu-west-1:123456789012:table/bellhop-prod-restored/stream/2030-03-31T01:30:00.000',
  // What one deploy may replace or delete although it cannot be made again. It is typed, not kept: -c allowReplacement=…
  // allowReplacement: ['DeliverySenderIdentity5B3B4B4A'],
} satisfies SettingsOfStage;

export default {
  workflows: 'workflows',
  stages: {
    // `npm start`: SMS to GB and US, push, chats and webhooks are on there, and nothing leaves your machine.
    local: { fromAddress: everywhere.fromAddress, fromName: everywhere.fromName },
    dev: { ...everywhere },
    staging: { ...everywhere },
    prod: { ...everywhere },
  },
} satisfies BellhopConfig;
