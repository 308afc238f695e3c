import { useEffect, useState } from 'react';
import { Icon } from '../shell/icon.tsx';

const hourMs = 3_600_000;
const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'short' });
const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });

/** Shows when a repair is due; what is close or past has a colour and says so. */
export function Due({ at, isDone = false }: { at: string; isDone?: boolean }) {
  const now = useNow();
  const left = new Date(at).getTime() - now;
  const tone = isDone ? '' : left < 0 ? ' due-past' : left < 8 * hourMs ? ' due-soon' : '';
  return (
    <time className={`due${tone}`} dateTime={at}>
      <Icon name="clock" /> {tone === ' due-past' ? 'Was due ' : 'Due '}
      {whenOf(new Date(at), now)}
    </time>
  );
}

/** Writes an instant as people say it: the hour today, the weekday within six days, else the date. */
export function whenOf(at: Date, now: number): string {
  const time = clock.format(at);
  if (at.toDateString() === new Date(now).toDateString()) return time;
  const isNear = Math.abs(at.getTime() - now) < 6 * 24 * hourMs;
  return `${isNear ? day.format(at) : date.format(at)} ${time}`;
}

/** Answers the time, and again every half minute. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
