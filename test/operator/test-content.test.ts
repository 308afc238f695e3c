import { testContent } from '../../bin/operator/send-test/test-content.ts';
import type { WorkflowAnswer } from '../../contract/message-log/lists.ts';
import { aMoment } from '../world.ts';

const channels: WorkflowAnswer['channels'] = ['inbox', 'email', 'sms'];
const listed = { category: 'c', priority: 'low', required: false, payload: {}, channels } as const;
const message: WorkflowAnswer = { ...listed, key: 'message', example: { title: 'T', body: 'B', url: 'U' } };
const silent: WorkflowAnswer = { ...message, key: 'silent', channels: ['inbox', 'email'], example: { a: 'b' } };
const spoken: WorkflowAnswer = { ...message, key: 'spoken', example: { c: 'd' } };
const stage = 'dev';

test('the workflow "message" says that it is a test, whatever stands before it', () => {
  expect(testContent({ channel: 'sms', stage }, [spoken, message], aMoment)).toMatchObject({
    workflow: 'message',
    data: { title: 'A test from Bellhop', body: expect.stringContaining('Stage dev') },
  });
});

test('a "message" of the owner with other fields says its example', () => {
  const theirs = { ...message, example: { subject: 'S' } };

  expect(testContent({ channel: 'email', stage }, [theirs], aMoment).data).toEqual({ subject: 'S' });
});

test('without it the first with copy for the channel is taken', () => {
  const both = [silent, spoken];

  expect(testContent({ channel: 'email', stage }, both, aMoment)).toEqual({ workflow: 'silent', data: { a: 'b' } });
  expect(testContent({ channel: 'sms', stage }, both, aMoment)).toEqual({ workflow: 'spoken', data: { c: 'd' } });
});

test('a workflow that is named goes with its example, or with the data that are given', () => {
  const options = { channel: 'email', stage, workflow: 'spoken' } as const;

  expect(testContent(options, [message, spoken], aMoment).data).toEqual({ c: 'd' });
  expect(testContent({ ...options, data: { c: 'mine' } }, [message, spoken], aMoment).data).toEqual({ c: 'mine' });
});

test('where nothing fits, the command says what to name', () => {
  expect(() => testContent({ channel: 'sms', stage }, [silent], aMoment)).toThrow(
    /no workflow here has copy for sms; .*--workflow/,
  );
});
