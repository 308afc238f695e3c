import { useEffect, useState } from 'react';
import type { FateAnswer } from '../../demo-server/answers.ts';
import { ask } from '../session/session.ts';

/** What became of a notification. */
export type Known = NonNullable<FateAnswer['notification']>;

const everyMs = 1_500;
const looks = 400; // ten minutes: an SMS that goes unless the inbox is read is seen to its end only by who reads

/** Reads what became of a notification, again and again until nothing more happens to it. */
export function useNotification(id: string): Known | undefined {
  const [notification, setNotification] = useState<Known>();
  useEffect(() => {
    let looked = 0;
    const timer = setInterval(() => void look(), everyMs);
    const look = async () => {
      looked += 1;
      if (looked > looks) clearInterval(timer);
      if (document.hidden) return;
      const { notification: found } = await ask<FateAnswer>('GET', `notifications/${id}`).catch((): FateAnswer => ({})); // asked again
      if (found === undefined) return;
      setNotification((before) => (JSON.stringify(before) === JSON.stringify(found) ? before : found));
      if (hasEnded(found)) clearInterval(timer);
    };
    void look();
    return () => clearInterval(timer);
  }, [id]);
  return notification;
}

/** An e-mail is followed until it is delivered; what only goes unless something is read has not ended. */
function hasEnded({ messages }: Known): boolean {
  const ends = ['delivered', 'skipped', 'suppressed', 'canceled', 'expired', 'bounced', 'complained', 'failed', 'simulated'];
  return (
    messages.length > 0 &&
    messages.every(({ channel, status }) => ends.includes(status) || (channel !== 'email' && status === 'sent'))
  );
}
