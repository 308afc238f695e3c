import { synthesized } from '../../synthesized.ts';
import { allOf, type Template } from '../../template.ts';

const settings = { stage: 'prod', fromAddress: 'hello@example.com', smsCountries: 'GB' };
const { template: twilio } = await synthesized({
  ...settings,
  smsProvider: 'twilio',
  twilioAccountSid: 'AC0123456789abcdef0123456789abcdef',
  twilioSender: '+15557122661',
});
const { template: eum } = await synthesized({
  ...settings,
  smsProvider: 'end-user-messaging',
  endUserMessagingSenders: 'GB=Bellhop,US=+15557122661',
});
const { template: sns } = await synthesized({ ...settings, smsAccountAlarm: 'on' });

type Statement = { Effect: string; Action: string | string[]; Resource: unknown };

/** The properties of the one resource of a type whose id begins so. */
function propertiesOf(template: Template, type: string, start: string): Record<string, unknown> {
  const [, found] = Object.entries(allOf(template, type)).find(([id]) => id.startsWith(start)) ?? [];
  if (found === undefined) throw new Error(`no ${type} is called ${start}`);
  return found.Properties;
}

function statementsOf(template: Template, construct: string): Statement[] {
  const { PolicyDocument } = propertiesOf(template, 'AWS::IAM::Policy', construct);
  return (PolicyDocument as { Statement: Statement[] }).Statement;
}

function environmentOf(template: Template, construct: string): Record<string, unknown> {
  const { Environment } = propertiesOf(template, 'AWS::Lambda::Function', construct);
  return (Environment as { Variables: Record<string, unknown> }).Variables;
}

const tokenArn = {
  'Fn::Join': [
    '',
    [
      'arn:',
      { Ref: 'AWS::Partition' },
      ':ssm:',
      { Ref: 'AWS::Region' },
      ':',
      { Ref: 'AWS::AccountId' },
      ':parameter/bellhop/prod/twilio-token',
    ],
  ],
};

test('with Twilio no function may publish an SMS by SNS, and two may read its token and no other parameter', () => {
  const ofSms = statementsOf(twilio, 'DeliveryDeliverSms');
  const ofReceipts = statementsOf(twilio, 'DoorsReceiveReceipt');
  const parameters = [...ofSms, ...ofReceipts].filter(({ Action }) => JSON.stringify(Action).includes('ssm:'));

  expect(JSON.stringify(allOf(sns, 'AWS::IAM::Policy'))).toContain('sns:Publish');
  expect(JSON.stringify(allOf(twilio, 'AWS::IAM::Policy'))).not.toContain('sns:Publish');
  expect(parameters).toEqual([
    { Effect: 'Allow', Action: 'ssm:GetParameter', Resource: tokenArn },
    { Effect: 'Allow', Action: 'ssm:GetParameter', Resource: tokenArn },
  ]);
});

test('who sends is told the account, the sender and where receipts go, and goes at the rate that Twilio grants anybody', () => {
  expect(environmentOf(twilio, 'DeliveryDeliverSms')).toMatchObject({
    SMS_PROVIDER: 'twilio',
    SMS_SEGMENTS_PER_SECOND: '1',
    TWILIO_ACCOUNT_SID: 'AC0123456789abcdef0123456789abcdef',
    TWILIO_SENDER: '+15557122661',
    TWILIO_TOKEN_PARAMETER: '/bellhop/prod/twilio-token',
    API_URL: expect.anything(),
  });
  expect(environmentOf(twilio, 'DeliveryDeliverSms')).not.toHaveProperty('SMS_SENDER_ID');
  expect(environmentOf(twilio, 'DoorsReceiveReceipt')).toMatchObject({ SMS_PROVIDER: 'twilio', API_URL: expect.anything() });
});

test('no stage is told where else Twilio might be than at its own address', () => {
  expect(JSON.stringify([twilio, sns])).not.toContain('TWILIO_ENDPOINT_URL');
});

test('with SNS nothing is told of Twilio, and the function that takes receipts may read no parameter', () => {
  expect(JSON.stringify(sns)).not.toMatch(/twilio|SMS_PROVIDER/i);
  expect(JSON.stringify(statementsOf(sns, 'DoorsReceiveReceipt'))).not.toContain('ssm:');
});

test('the alarm of SMS that fail goes by what Twilio told, as AWS counts none of them', () => {
  const alarmOf = (template: Template) => JSON.stringify(propertiesOf(template, 'AWS::CloudWatch::Alarm', 'WatchSmsFailures'));

  expect(alarmOf(twilio)).toContain('"MetricName":"SmsFailed"');
  expect(alarmOf(twilio)).not.toContain('AWS/SNS');
  expect(alarmOf(eum)).toContain('"MetricName":"SmsFailed"');
  expect(alarmOf(sns)).toContain('AWS/SNS');
});

test('with End User Messaging no function may publish by SNS, and who sends is told its configuration set and senders', () => {
  const [configurationSet] = Object.keys(allOf(eum, 'AWS::SMSVOICE::ConfigurationSet'));

  expect(JSON.stringify(statementsOf(eum, 'DeliveryDeliverSms'))).not.toContain('sns:Publish');
  expect(statementsOf(eum, 'DeliveryDeliverSms')).toContainEqual({
    Effect: 'Allow',
    Action: ['sms-voice:SendTextMessage', 'sms-voice:DescribeOptOutLists', 'sms-voice:DescribeOptedOutNumbers'],
    Resource: '*',
  });
  expect(environmentOf(eum, 'DeliveryDeliverSms')).toMatchObject({
    SMS_PROVIDER: 'end-user-messaging',
    SMS_SEGMENTS_PER_SECOND: '3',
    EUM_CONFIGURATION_SET: { Ref: configurationSet },
    EUM_SENDERS: 'GB=Bellhop,US=+15557122661',
  });
  expect(JSON.stringify([sns, twilio])).not.toMatch(/SMSVOICE|EUM_|sms-voice/);
});

test('its events come to the function that records receipts, and to its dead letters when they cannot', () => {
  expect(propertiesOf(eum, 'AWS::Events::Rule', 'FeedbackSmsReported')).toMatchObject({
    EventBusName: 'default',
    EventPattern: { source: ['aws.sms-voice'], 'detail-type': ['Text Message Delivery Status Updated'] },
    State: 'ENABLED',
    Targets: [
      {
        Arn: { 'Fn::GetAtt': [expect.stringMatching(/^FeedbackRecordFeedback/), 'Arn'] },
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': [expect.stringMatching(/^FeedbackDeadLetters/), 'Arn'] } },
      },
    ],
  });
});

/** The properties of the one resource by which a stack sets up the account. */
const accountOf = (template: Template) => propertiesOf(template, 'Custom::SmsAccount', 'FeedbackSmsAccount');

test('with SNS the account is set up to log every SMS, by the role of the stack, to the function that records receipts', () => {
  expect(accountOf(sns)).toMatchObject({
    Provider: 'sns',
    BudgetUsd: '10',
    RoleArn: { 'Fn::GetAtt': [expect.stringMatching(/^FeedbackSmsLogRole/), 'Arn'] },
    RecorderArn: { 'Fn::GetAtt': [expect.stringMatching(/^FeedbackRecordFeedback/), 'Arn'] },
    FilterName: 'bellhop-prod',
  });
  expect(statementsOf(sns, 'FeedbackSmsAccountSetUp')).toEqual(
    expect.arrayContaining([
      { Effect: 'Allow', Action: ['sns:GetSMSAttributes', 'sns:SetSMSAttributes'], Resource: '*' },
      expect.objectContaining({
        Action: 'iam:PassRole',
        Resource: { 'Fn::GetAtt': [expect.stringMatching(/^FeedbackSmsLogRole/), 'Arn'] },
        Condition: { StringEquals: { 'iam:PassedToService': 'sns.amazonaws.com' } },
      }),
    ]),
  );
});

test('it is set up once CloudWatch Logs may invoke that function, and goes before the rights to do so', () => {
  const [, resource] = Object.entries(allOf(sns, 'Custom::SmsAccount'))[0] ?? [];

  expect(resource).toMatchObject({
    DependsOn: expect.arrayContaining([
      expect.stringMatching(/^FeedbackRecordFeedbackFunctionSmsReceipts/),
      expect.stringMatching(/^FeedbackSmsAccountSetUpRoleDefaultPolicy/),
    ]),
  });
});

test('with End User Messaging its limit is read and a log of SNS can only be taken back, with Twilio nothing, and where no SMS may go neither', async () => {
  const { template: none } = await synthesized({ stage: 'prod', fromAddress: 'hello@example.com' });

  expect(accountOf(eum)).toEqual({ ...accountOf(sns), Provider: 'end-user-messaging', Alarm: 'off' });
  const rights = JSON.stringify(statementsOf(eum, 'FeedbackSmsAccountSetUp'));
  for (const action of ['sns:GetSMSAttributes', 'sns:SetSMSAttributes', 'logs:DeleteSubscriptionFilter'])
    expect(rights).toContain(action);
  expect(rights).not.toMatch(/logs:Put(?!LogEvents)|logs:CreateLogGroup|iam:/);
  for (const template of [twilio, none]) expect(allOf(template, 'Custom::SmsAccount')).toEqual({});
});

test('who sends is told how much the account may spend, and the owner is told how both stand', () => {
  const account = { 'Fn::GetAtt': [Object.keys(allOf(sns, 'Custom::SmsAccount'))[0], 'SpendLimitUsd'] };

  expect(environmentOf(sns, 'DeliveryDeliverSms')).toMatchObject({ SMS_ACCOUNT_LIMIT_USD: account });
  expect(Object.keys(sns.Outputs)).toEqual(expect.arrayContaining(['SmsReceipts', 'SmsSpendLimit']));
});

test('an alarm on what the whole account spends is raised when it is asked for, at 80 % of the limit that AWS told', () => {
  const spent = (in_: typeof sns) =>
    Object.values(allOf(in_, 'AWS::CloudWatch::Alarm')).filter(
      ({ Properties }) => Properties.MetricName === 'SMSMonthToDateSpentUSD',
    );
  const threshold = { 'Fn::GetAtt': [Object.keys(allOf(sns, 'Custom::SmsAccount'))[0], 'AlarmAboveUsd'] };

  expect(spent(eum)).toEqual([]);
  expect(spent(sns).map(({ Properties }) => Properties)).toMatchObject([
    { Namespace: 'AWS/SNS', Statistic: 'Maximum', Threshold: threshold, TreatMissingData: 'ignore' },
  ]);
  expect(spent(sns)[0]?.Properties).not.toHaveProperty('Dimensions');
});
