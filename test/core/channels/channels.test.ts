import { channelNames } from '../../../contract/channels/channels.ts';
import { describeChannel } from './channel-promises.ts';

describe.each(channelNames())('%s', describeChannel);

test('the built-in ones are there, in the order in which they are shown', () => {
  expect(channelNames()).toEqual(['inbox', 'email', 'sms', 'chat', 'push']);
});
