import type { ProviderEventOf, TopicPreferences } from '../../../contract/feedback/provider-events.ts';

/**
 * Whether somebody unsubscribed by what SES adds to e-mails of a contact list. Its topics are not ours: whichever was left counts for what
 * the e-mail was about. Who comes back there has said nothing about us.
 */
export function hasOptedOut({
  newTopicPreferences: now,
  oldTopicPreferences: before,
}: ProviderEventOf<'Email Subscribed'>['detail']['subscription']): boolean {
  if (now.unsubscribeAll) return true;
  const left = new Set(before === undefined ? [] : topicsLeft(before));
  return topicsLeft(now).some((topic) => !left.has(topic));
}

function topicsLeft({ topicSubscriptionStatus }: TopicPreferences): string[] {
  return topicSubscriptionStatus.flatMap(({ topicName, subscriptionStatus }) =>
    subscriptionStatus.toLowerCase() === 'optout' ? [topicName] : [],
  );
}
