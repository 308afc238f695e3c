import { testContent } from '../../bin/operator/send-test/test-content.ts';
import { aMoment } from '../world.ts';

const channels = ['inbox', 'email', 'sms'];
const message = { key: 'message', category: 'c', priority: 'low', channels, example: { title: 'T', body: 'B', url: 'U' } };
const silent = { ...message, key: 'silent', channels: ['inbox', 'email'], example: { a: 'b' } };
const spoken = { ...message, key: 'spoken', example: { c: 'd' } };
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
  const listed = [silent, spoken];

  expect(testContent({ channel: 'email', stage }, listed, aMoment)).toEqual({ workflow: 'silent', data: { a: 'b' } });
  expect(testContent({ channel: 'sms', stage }, listed, aMoment)).toEqual({ workflow: 'spoken', data: { c: 'd' } });
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
