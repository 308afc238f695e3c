import { deadLetterQueueNames, deadLetterQueuesOf, queueNamesByUrl } from '../../bin/operator/dead-letter-queues.ts';

test('a stack of 0.1.0, which does not say where missed jobs lie, is asked about its other queues', () => {
  const names = ['Ingest', 'Email', 'BulkEmail', 'Sms', 'Bus', 'Feedback'];
  const outputs = Object.fromEntries(names.map((name) => [`${name}DeadLettersUrl`, 'https://sqs.eu-west-1.amazonaws.com/1/q']));

  const later = [
    'MissedJobs',
    'EventsDeadLetters',
    'StatisticsDeadLetters',
    'WebhooksDeadLetters',
    'ChatDeadLetters',
    'PushDeadLetters',
  ];

  expect(deadLetterQueuesOf({ outputs })).toEqual(
    deadLetterQueueNames.filter((name) => !['jobs', 'events', 'statistics', 'webhooks', 'chat', 'push'].includes(name)),
  );
  expect(
    deadLetterQueuesOf({ outputs: { ...outputs, ...Object.fromEntries(later.map((name) => [`${name}Url`, 'q'])) } }),
  ).toEqual(deadLetterQueueNames);
});

test('a queue and what was put aside of it are called alike wherever an operator meets them', () => {
  const outputs = {
    EmailQueueUrl: 'q/1',
    EmailDeadLettersUrl: 'q/2',
    BusDeadLettersUrl: 'q/3',
    IngestQueueUrl: 'q/4',
    MissedJobsUrl: 'q/5',
  };

  expect([...queueNamesByUrl({ outputs })]).toEqual([
    ['q/1', 'email'],
    ['q/2', 'email-dead-letters'],
    ['q/3', 'bus-dead-letters'],
    ['q/5', 'jobs-dead-letters'],
  ]);
});
