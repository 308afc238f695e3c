import { readTemplate } from '../../local/template/blueprint.ts';
import { friendlyFunctionName, friendlyQueueName } from '../../local/template/friendly-name.ts';
import { aFunction, aTemplate, place } from './a-template.ts';

function outputOf(value: unknown): string | undefined {
  return readTemplate(aTemplate({ Fn: aFunction() }, { answer: value }), place).outputs.answer;
}

describe('intrinsics', () => {
  test.each([
    ['a queue is its URL', { Ref: 'Work' }, 'http://127.0.0.1:4622/000000000000/test-Work'],
    ['an attribute', { 'Fn::GetAtt': ['Work', 'Arn'] }, 'arn:aws:sqs:us-east-1:000000000000:test-Work'],
    ['an attribute in dots', { 'Fn::GetAtt': 'Work.QueueName' }, 'test-Work'],
    ['a pseudo parameter', { Ref: 'AWS::AccountId' }, '000000000000'],
    ['a join of references', { 'Fn::Join': ['/', ['a', { Ref: 'AWS::Region' }]] }, 'a/us-east-1'],
    [
      'a substitution',
      { 'Fn::Sub': `\${AWS::StackName}:\${Fn.Arn}:\${!kept}` },
      `test:arn:aws:lambda:us-east-1:000000000000:function:test-Fn:\${kept}`,
    ],
    ['a substitution of its own', { 'Fn::Sub': [`\${own}!`, { own: { Ref: 'AWS::Partition' } }] }, 'aws!'],
    ['a piece of a split', { 'Fn::Select': [2, { 'Fn::Split': [':', { 'Fn::GetAtt': ['Work', 'Arn'] }] }] }, 'sqs'],
  ])('%s is resolved', (_name, value, expected) => {
    expect(outputOf(value)).toBe(expected);
  });

  test.each([
    ['an unknown intrinsic', { 'Fn::Cidr': ['10.0.0.0/8', 1] }, '"Fn::Cidr"'],
    ['a condition', { Condition: 'IsProd' }, '"Condition"'],
    ['an unknown pseudo parameter', { Ref: 'AWS::NotificationARNs' }, '"AWS::NotificationARNs"'],
    ['a reference to nothing', { Ref: 'Nowhere' }, '"Nowhere"'],
    ['an unknown attribute', { 'Fn::GetAtt': ['Work', 'Colour'] }, '"Colour"'],
    ['a choice that is not there', { 'Fn::Select': [5, ['a']] }, 'Fn::Select'],
    ['a join of no list', { 'Fn::Join': ['/', 'a'] }, 'Fn::Join'],
  ])('%s is refused by name', (_name, value, named) => {
    expect(() => outputOf(value)).toThrow(named);
  });
});

test('a topic is its ARN', () => {
  const template = aTemplate({ Told: { Type: 'AWS::SNS::Topic' } }, { answer: { Ref: 'Told' } });

  expect(readTemplate(template, place).outputs.answer).toBe('arn:aws:sns:us-east-1:000000000000:test-Told');
});

describe('resources', () => {
  test('an unknown type is refused by its name and id', () => {
    const template = aTemplate({ Cache: { Type: 'AWS::ElastiCache::CacheCluster' } });

    expect(() => readTemplate(template, place)).toThrow(/AWS::ElastiCache::CacheCluster \("Cache"\)/);
  });

  test('an unknown property is refused by its name and the id of its resource', () => {
    const template = aTemplate({ Fn: aFunction({ VpcConfig: {} }) });

    expect(() => readTemplate(template, place)).toThrow(/"Fn"[\s\S]*VpcConfig/);
  });

  test('an unknown property deep inside is refused too', () => {
    const template = aTemplate({ Fn: aFunction({ Environment: { Variables: {}, Secrets: {} } }) });

    expect(() => readTemplate(template, place)).toThrow(/Secrets/);
  });

  test('a value that would behave otherwise here is refused', () => {
    expect(() => readTemplate(aTemplate({ Fn: aFunction({ Runtime: 'python3.14' }) }), place)).toThrow(/"Fn"[\s\S]*Runtime/);
  });

  test('a live resource under a condition is refused', () => {
    const template = aTemplate({ Fn: { ...aFunction(), Condition: 'IsProd' } });

    expect(() => readTemplate(template, place)).toThrow('IsProd');
  });

  test('an inert type is read over, and can be referred to', () => {
    const template = aTemplate(
      {
        Role: { Type: 'AWS::IAM::Role', Properties: { Anything: true } },
        Fn: aFunction({ Role: { 'Fn::GetAtt': ['Role', 'Arn'] } }),
      },
      { answer: { 'Fn::GetAtt': ['Role', 'Arn'] } },
    );

    expect(readTemplate(template, place).outputs.answer).toBe('arn:aws:iam::000000000000:role/test-Role');
  });

  test('properties come resolved, with CloudFormation defaults filled in', () => {
    const { queues, functions } = readTemplate(aTemplate({ Fn: aFunction() }), place);

    expect(queues[0]).toMatchObject({
      name: 'test-Work',
      path: 'Intake/Work/Queue',
      properties: { RedrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:test-Dead', maxReceiveCount: 2 } },
    });
    expect(functions[0]?.properties).toMatchObject({ Timeout: 3, MemorySize: 128 });
  });
});

test.each([
  ['Intake/Ingest/Queue', 'ingest'],
  ['Delivery/BulkEmail/Queue', 'bulk-email'],
  ['Delivery/BulkEmail/DeadLetters/Queue', 'bulk-email-dead-letters'],
])('the queue at %s is called %s', (path, name) => {
  expect(friendlyQueueName(path)).toBe(name);
});

test('a function is called after its place in the stack', () => {
  expect(friendlyFunctionName('Delivery/DeliverBulkEmail/Function')).toBe('deliver-bulk-email');
});
