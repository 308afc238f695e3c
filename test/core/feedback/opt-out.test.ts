import { hasOptedOut } from '../../../core/feedback/rules/opt-out.ts';

const topic = (topicName: string, subscriptionStatus: string) => ({ topicName, subscriptionStatus });
const timestamp = '2022-01-12T01:00:17.910Z';
const preferences = (unsubscribeAll: boolean, ...topicSubscriptionStatus: ReturnType<typeof topic>[]) => ({
  unsubscribeAll,
  topicSubscriptionStatus,
});

// the first is AWS's own: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html
test.each([
  [true, 'leaves all', preferences(true, topic('News', 'OptOut')), preferences(false, topic('News', 'OptOut'))],
  [true, 'leaves a topic', preferences(false, topic('News', 'OptOut')), preferences(false, topic('News', 'OptIn'))],
  [true, 'leaves a topic, and nothing says what was before', preferences(false, topic('News', 'OptOut')), undefined],
  [false, 'comes back to a topic', preferences(false, topic('News', 'OptIn')), preferences(false, topic('News', 'OptOut'))],
  [false, 'comes back to all but one', preferences(false, topic('News', 'OptOut')), preferences(true, topic('News', 'OptOut'))],
  [false, 'changes nothing', preferences(false), preferences(false)],
])('it is %s that somebody unsubscribes who %s', (optedOut, _, newTopicPreferences, oldTopicPreferences) => {
  expect(hasOptedOut({ timestamp, newTopicPreferences, ...(oldTopicPreferences && { oldTopicPreferences }) })).toBe(optedOut);
});
