import type { OwnerConfig } from '../../../lib/settings/owner-config.ts';
import { OwnerError } from '../../../lib/settings/owner-error.ts';
import { OwnerContext } from '../../../lib/settings/owner-settings.ts';
import { readOwnerSettings } from '../../../lib/settings/read-owner-settings.ts';

const enough = { stage: 'dev', fromAddress: 'hello@example.com' };

/** The message that the owner would read. */
function refusal(context: Record<string, unknown>, config?: OwnerConfig): string {
  try {
    readOwnerSettings(context, config);
  } catch (error) {
    if (error instanceof OwnerError) return error.message;
    throw error;
  }
  throw new Error('the settings were accepted');
}

test('a stage and a sender are all a first deploy needs', () => {
  expect(readOwnerSettings(enough)).toEqual({
    ...enough,
    fromName: 'Bellhop',
    apnsHost: 'production',
    chat: 'off',
    push: 'off',
    dashboard: 'off',
    live: 'off',
    feedUrl: 'off',
    events: 'off',
    webhooks: 'off',
    allowReplacement: [],
    allowedOrigins: [],
    audience: 'bellhop',
    emailProvider: ['ses'],
    postmarkStream: 'outbound',
    attachmentBuckets: [],
    smsProvider: ['sns'],
    endUserMessagingSenders: '',
    smsSenderId: 'Bellhop',
    smsCountries: [],
    smsUrgentOverBudget: 'no',
    smsAccountAlarm: 'off',
    optIn: [],
    retentionDays: '',
    frequencyCaps: '',
    frequencyCapOver: 'digest',
    digest: 'immediate',
  });
});

test('the local system needs no sender, and sends SMS where its users are', () => {
  expect(readOwnerSettings({ stage: 'local' })).toMatchObject({
    stage: 'local',
    fromAddress: 'bellhop@example.com',
    smsCountries: ['GB', 'US'],
    allowedOrigins: expect.arrayContaining(['http://localhost:3000', 'http://127.0.0.1:5173']),
  });
});

test('what belongs to CDK is left to CDK', () => {
  expect(readOwnerSettings({ ...enough, '@aws-cdk/core:newStyleStackSynthesis': true, 'aws:cdk:bundling-stacks': [] })).toEqual(
    readOwnerSettings(enough),
  );
});

test('every missing setting is named at once, each with a command that would do', () => {
  expect(refusal({})).toBe(
    [
      'setting stage is missing, for example: npm run cdk -- deploy -c stage=dev -c fromAddress=hello@example.com',
      'setting fromAddress is missing, for example: npm run cdk -- deploy -c stage=dev -c fromAddress=hello@example.com',
    ].join('\n'),
  );
});

test.each([
  [
    'stage',
    'live',
    /^setting stage: "live" will not do \(must be one of "dev", "staging", "prod", "local"\), for example: npm run cdk -- deploy -c stage=dev -c fromAddress=hello@example.com$/,
  ],
  ['fromAddress', 'hello', /^setting fromAddress: "hello" will not do .* -c stage=dev -c fromAddress=hello@example.com$/],
  ['fromName', 'Bell\nBcc: eve@example.com', /^setting fromName: .*one line/],
  ['replyTo', '@', /^setting replyTo: "@" will not do .* -c replyTo=support@example.com$/],
  ['domain', 'https://example.com', /^setting domain: .*must be a domain name/],
  ['domain', 'example.org', /^setting fromAddress: "hello@example.com" is not an address at the domain "example.org"$/],
  ['senderIdentity', 'old', /^setting senderIdentity: "old" will not do \(must be one of "new", "existing"\)/],
  ['allowedOrigins', '*', /^setting allowedOrigins: "\*" will not do \(must be origins like/],
  ['allowedOrigins', 'https://app.example.com/', /^setting allowedOrigins: /],
  ['tokenIssuer', 'http://login.example.com', /^setting tokenIssuer: .*must be an https URL/],
  ['smsSenderId', 'much too long a name', /^setting smsSenderId: /],
  ['smsSenderId', '12345', /^setting smsSenderId: .*must have a letter/],
  [
    'emailProvider',
    'pigeon',
    /^setting emailProvider: "pigeon" will not do \(must be one of "ses", "resend", "postmark", "smtp"/,
  ],
  ['smsProvider', 'pigeon', /^setting smsProvider: "pigeon" will not do \(must be one of "sns", "end-user-messaging", "twilio"/],
  [
    'smsProvider',
    'twilio',
    /^setting smsProvider: twilio needs twilioAccountSid and twilioSender as well, for example: -c twilioAccountSid=AC\w{32} -c twilioSender=\+15557122661; see docs\/sms-providers.md$/,
  ],
  ['emailProvider', 'ses,ses', /^setting emailProvider: "ses,ses" will not do \(must name each provider once\)/],
  ['emailProvider', 'ses,pigeon', /^setting emailProvider: "ses,pigeon" will not do \(must be one of "ses"/],
  ['smsProvider', 'sns,twilio', /^setting smsProvider: twilio needs twilioAccountSid and twilioSender as well/],
  ['emailProvider', 'smtp', /^setting emailProvider: smtp needs smtpServer as well, for example: -c smtpServer=smtp:/],
  ['smtpServer', 'mail.example.com', /^setting smtpServer: .*must be a server like smtp:/],
  ['smtpServer', 'smtp://user:secret@mail.example.com', /^setting smtpServer: .*must have no password/],
  ['attachmentBuckets', 'acme/*', /^setting attachmentBuckets: .*must be buckets, with a folder if wanted/],
  ['attachmentBuckets', 'Acme', /^setting attachmentBuckets: .*must be buckets, with a folder if wanted/],
  ['postmarkStream', 'Mine!', /^setting postmarkStream: .*must be the ID of a message stream/],
  ['emailsPerSecond', '0', /^setting emailsPerSecond: "0" will not do/],
  ['endUserMessagingSenders', 'Bellhop', /^setting endUserMessagingSenders: .*must be a sender by country/],
  ['twilioAccountSid', 'SK0123', /^setting twilioAccountSid: .*must be the SID of a Twilio account/],
  ['twilioSender', '15557122661', /^setting twilioSender: .*must be a Twilio number like/],
  ['smsMaxPriceUsd', '1', /^setting smsMaxPriceUsd: "1" will not do .* -c smsMaxPriceUsd=0.10$/],
  [
    'smsSegmentsPerSecond',
    '0',
    /^setting smsSegmentsPerSecond: "0" will not do \(must be at least 0\.1\).* -c smsSegmentsPerSecond=3$/,
  ],
  ['smsCountries', 'UK', /^setting smsCountries: "UK" will not do \(must be ISO 3166-1 country codes, like GB or US\)/],
  ['smsCountries', 'gb', /^setting smsCountries: "gb"/],
  [
    'smsMonthlyBudgetUsd',
    'lots',
    /^setting smsMonthlyBudgetUsd: "lots" will not do \(must be a number\), .* -c smsMonthlyBudgetUsd=25$/,
  ],
  ['smsMonthlyBudgetUsd', '-1', /^setting smsMonthlyBudgetUsd: /],
  ['smsUrgentOverBudget', 'maybe', /^setting smsUrgentOverBudget: /],
  ['retentionDays', 'billing=365', /^setting retentionDays: "billing=365" will not do .* -c retentionDays=billing:365,chat:7$/],
  ['retentionDays', 'billing:0', /^setting retentionDays: /],
  [
    'retentionDays',
    Array.from({ length: 200 }, (_, n) => `category${n}:30`).join(),
    /^setting retentionDays: .*must have at most 1500 characters/,
  ],
  ['frequencyCaps', 'email:5', /^setting frequencyCaps: "email:5" will not do .* -c frequencyCaps=email:5\/hour,sms:2\/day$/],
  ['frequencyCaps', 'email:0/hour', /^setting frequencyCaps: /],
  ['frequencyCaps', 'inbox:5/hour', /^setting frequencyCaps: /],
  ['frequencyCaps', 'email:5/week', /^setting frequencyCaps: /],
  ['frequencyCaps', 'email:5/hour,', /^setting frequencyCaps: /],
  ['frequencyCaps', 'email:5/hour,email:3/hour', /^setting frequencyCaps: /],
  ['frequencyCapOver', 'drop', /^setting frequencyCapOver: "drop" will not do .* -c frequencyCapOver=skip$/],
  ['optIn', 'sms,fax', /^setting optIn: "sms,fax" will not do .* -c optIn=sms$/],
  ['digest', 'hourly', /^setting digest: "hourly" will not do .* -c digest=daily$/],
  ['alarmEmail', 'ops', /^setting alarmEmail: "ops"/],
  ['monthlyBudgetUsd', '50', /^setting monthlyBudgetUsd: there is nobody to tell; set alarmEmail as well$/],
  ['queueConcurrency', '1', /^setting queueConcurrency: "1" will not do .* -c queueConcurrency=5$/],
  ['apiDomain', 'https://api.example.com', /^setting apiDomain: .*must be a domain name/],
  ['apnsTopic', 'com.example.app', /^settings apnsTeam, apnsKeyId and apnsTopic: Apple asks for all three/],
  ['fcmProject', 'my-app-1a2b3', /^setting fcmProject: push messages are off/],
  ['apiDomain', 'api.example.com', /^settings apiDomain and apiCertificateArn: one needs the other/],
  ['apiCertificateArn', 'arn:aws:iam::123456789012:server-certificate/x', /^setting apiCertificateArn: .*ACM certificate/],
  ['mailFromDomain', 'mail.example.com', /^setting mailFromDomain: only a domain that this stack verifies/],
])('a wrong %s is refused: %j', (name, value, message) => {
  expect(refusal({ ...enough, [name]: value })).toMatch(message);
});

test.each([
  ['fromAdress', 'setting fromAdress is unknown; did you mean fromAddress?'],
  ['FromName', 'setting FromName is unknown; did you mean fromName?'],
  ['alarm_email', 'setting alarm_email is unknown; did you mean alarmEmail?'],
])('a mistyped %s is told from the setting that was meant', (name, message) => {
  expect(refusal({ ...enough, [name]: 'x' })).toBe(message);
});

test('a misspelt setting is told first, and what it was meant for is not missing', () => {
  expect(refusal({ stage: 'dev', fromAdress: 'hello@example.com', digest: 'hourly' }).split('\n')).toEqual([
    'setting fromAdress is unknown; did you mean fromAddress?',
    expect.stringMatching(/^setting digest: "hourly" will not do/),
  ]);
  expect(refusal({ stgae: 'dev' }, { file: 'bellhop.config.ts', stages: { dev: {} } })).toBe(
    'setting stgae is unknown; did you mean stage?',
  );
});

test('no message is in the words of a library', () => {
  const names = Object.keys(OwnerContext.shape);
  const said = names.flatMap((name) => ['', 'x'.repeat(3000), '-1', 7, { a: {} }].map((value) => refusalOrNothing(name, value)));

  expect(said.filter((message) => message !== '').length).toBeGreaterThan(names.length);
  for (const message of said) expect(message).not.toMatch(/Invalid|expected|received|Too (?:big|small)|NaN/);
});

function refusalOrNothing(name: string, value: unknown): string {
  try {
    readOwnerSettings({ ...enough, [name]: value });
    return '';
  } catch (error) {
    return error instanceof OwnerError ? error.message : `threw ${error}`;
  }
}

test('an alarm on what SNS has charged is refused where another sends', () => {
  const twilio = { smsProvider: 'twilio', twilioAccountSid: `AC${'0'.repeat(32)}`, twilioSender: '+15557122661' };

  expect(refusal({ ...enough, ...twilio, smsAccountAlarm: 'on' })).toBe(
    'setting smsAccountAlarm: AWS tells what the account has spent on SMS by sns alone, and smsProvider is twilio',
  );
});

test('a setting that is like no other is answered with the list of those there are', () => {
  expect(refusal({ ...enough, colour: 'red' })).toMatch(/^setting colour is unknown; the settings are stage, fromAddress, /);
});

test('origins may be several', () => {
  const { allowedOrigins } = readOwnerSettings({ ...enough, allowedOrigins: 'https://a.example.com, http://localhost:3000' });

  expect(allowedOrigins).toEqual(['https://a.example.com', 'http://localhost:3000']);
});

test('countries may be several, and a budget is a number', () => {
  const { smsCountries, smsMonthlyBudgetUsd } = readOwnerSettings({
    ...enough,
    smsCountries: 'GB, IE',
    smsMonthlyBudgetUsd: '2.5',
  });

  expect([smsCountries, smsMonthlyBudgetUsd]).toEqual([['GB', 'IE'], 2.5]);
});

test('a domain covers its addresses and those of its subdomains', () => {
  expect(readOwnerSettings({ ...enough, domain: 'example.com' }).domain).toBe('example.com');
  expect(readOwnerSettings({ ...enough, fromAddress: 'hello@mail.example.com', domain: 'example.com' }).domain).toBe(
    'example.com',
  );
});

test('what has letters beyond ASCII goes on as punycode, and compares as one', () => {
  const given = { fromAddress: 'hello@mail.müller.de', replyTo: 'support@MÜLLER.de', alarmEmail: 'ops@xn--mller-kva.de' };
  const names = { domain: 'müller.de', mailFromDomain: 'bounces.xn--mller-kva.de', allowedOrigins: 'https://app.müller.de:8443' };

  expect(readOwnerSettings({ ...enough, ...given, ...names })).toMatchObject({
    fromAddress: 'hello@mail.xn--mller-kva.de',
    replyTo: 'support@xn--mller-kva.de',
    alarmEmail: 'ops@xn--mller-kva.de',
    domain: 'xn--mller-kva.de',
    mailFromDomain: 'bounces.xn--mller-kva.de',
    allowedOrigins: ['https://app.xn--mller-kva.de:8443'],
  });
  expect(refusal({ ...enough, fromAddress: 'hallö@example.com' })).toContain('nothing but ASCII before the "@"');
});

test.each([
  ['mail.example.org', {}, /"mail.example.org" does not lie beneath the domain "example.com"$/],
  ['example.com', {}, /"example.com" does not lie beneath/],
  ['news.example.com', { fromAddress: 'hello@news.example.com' }, /"news.example.com" is what e-mails come from/],
  ['mail.example.com', { senderIdentity: 'existing' }, /only a domain that this stack verifies/],
])('a mailFromDomain %s beside %j is refused', (mailFromDomain, others, message) => {
  expect(refusal({ ...enough, domain: 'example.com', mailFromDomain, ...others })).toMatch(message);
});

describe('with a file', () => {
  const file = 'bellhop.config.ts';

  test('the stage is chosen on the command line, and its settings come as they read best', () => {
    const dev = {
      fromAddress: 'hello@example.com',
      allowedOrigins: ['https://a.example.com', 'https://b.example.com'],
      smsMonthlyBudgetUsd: 2.5,
      smsUrgentOverBudget: true,
      optIn: [],
      frequencyCaps: ['email:5/hour', 'sms:2/day'],
      retentionDays: { billing: 365, chat: 7 },
    };

    expect(readOwnerSettings({ stage: 'dev' }, { file, stages: { dev, prod: {} } })).toMatchObject({
      ...dev,
      stage: 'dev',
      smsUrgentOverBudget: 'yes',
      frequencyCaps: 'email:5/hour,sms:2/day',
      retentionDays: 'billing:365,chat:7',
    });
  });

  test('settings go by the names that they had until 0.2 as well, but not by both', () => {
    const dev = { fromAddress: 'hello@example.com', attentionBudget: ['sms:2/day'], smsPartsPerSecond: 20 };
    const read = (context: Record<string, string>) => readOwnerSettings({ stage: 'dev', ...context }, { file, stages: { dev } });

    expect(read({ attentionOver: 'skip' })).toMatchObject({
      frequencyCaps: 'sms:2/day',
      frequencyCapOver: 'skip',
      smsSegmentsPerSecond: 20,
    });
    expect(() => read({ attentionOver: 'skip', frequencyCapOver: 'digest' })).toThrow(/attentionOver/);
  });

  test('what is typed wins over it, one setting at a time', () => {
    const dev = { fromAddress: 'hello@example.com', fromName: 'Repairs' };

    expect(readOwnerSettings({ stage: 'dev', fromName: 'Garage' }, { file, stages: { dev } })).toMatchObject({
      fromAddress: 'hello@example.com',
      fromName: 'Garage',
    });
  });

  test('the local system reads it too, and fills in what it does not say', () => {
    const local = { smsCountries: ['CH'] };

    expect(readOwnerSettings({ stage: 'local' }, { file, stages: { local } })).toMatchObject({
      fromAddress: 'bellhop@example.com',
      smsCountries: ['CH'],
    });
  });

  test('without a stage, nothing else is asked for, and the line to type has one of the file', () => {
    const config = { file, stages: { local: {}, prod: { fromAddress: 'hello@example.com' } } };

    expect(refusal({}, config)).toBe(
      `setting stage is missing; ${file} has prod, for example: npm run cdk -- deploy -c stage=prod`,
    );
    expect(refusal({ stage: 'live' }, config)).toBe(
      `setting stage: "live" is no stage; ${file} has prod, for example: npm run cdk -- deploy -c stage=prod`,
    );
  });

  test('a stage that the file does not have says so', () => {
    expect(refusal({ stage: 'dev' }, { file, stages: { prod: {} } })).toBe(
      `${file} has no stage dev: setting fromAddress is missing, for example: npm run cdk -- deploy -c stage=dev -c fromAddress=hello@example.com`,
    );
  });

  test.each([
    [{}, `${file}, stage dev: setting fromAddress is missing, for example: fromAddress: 'hello@example.com'`],
    [
      { smsCountries: ['UK'] },
      /^bellhop\.config\.ts, stage dev: setting smsCountries: \["UK"\] will not do \(.*\), for example: smsCountries: \['GB', 'US'\]$/m,
    ],
    [{ smsMonthlyBudgetUsd: -1 }, /: setting smsMonthlyBudgetUsd: -1 will not do \(.*\), for example: smsMonthlyBudgetUsd: 25$/m],
    [{ retentionDays: { billing: 0 } }, /: setting retentionDays: \{"billing":0\} will not do .*: \{ billing: 365, chat: 7 \}$/m],
    [{ fromAdress: 'x' }, /^bellhop\.config\.ts, stage dev: setting fromAdress is unknown; did you mean fromAddress\?$/m],
    [{ stage: 'prod' }, /^bellhop\.config\.ts, stage dev: a stage is not named again in its settings/],
  ])('a stage of %j is refused by file, stage and setting', (dev, message) => {
    expect(refusal({ stage: 'dev' }, { file, stages: { dev } })).toMatch(message);
  });

  test('what was typed wrong is answered with a line to type', () => {
    const config = { file, stages: { dev: { fromAddress: 'hello@example.com' } } };

    expect(refusal({ stage: 'dev', digest: 'hourly' }, config)).toMatch(
      /^setting digest: "hourly" will not do \(.*\), for example: npm run cdk -- deploy -c stage=dev -c digest=daily$/,
    );
  });
});

test('a line to type keeps what was typed well', () => {
  expect(refusal({ stage: 'prod' })).toBe(
    'setting fromAddress is missing, for example: npm run cdk -- deploy -c stage=prod -c fromAddress=hello@example.com',
  );
});
