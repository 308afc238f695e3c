import { useRef, useState } from 'react';
import { tones } from '../../console/delivery/tones.ts';
import { whenOf } from '../board/due.tsx';
import { channelNames, channels } from '../shell/channels.ts';
import { firstNameOf } from '../shell/people.ts';
import { type Known, useNotification } from './use-notification.ts';

type Message = Known['messages'][number];

/** Shows what became of a notification, channel by channel, with the way to its timeline in the console. */
export function Fate({ id, user }: { id: string; user: string }) {
  const notification = useNotification(id);
  const batch = notification?.batch?.joined;
  return (
    <div className="fate">
      <p className="fate-head">
        <strong>To {firstNameOf(user)}</strong>
        <a href={`/#${id}`} target="bellhop-console">
          Its timeline
        </a>
      </p>
      {batch === undefined ? <Channels notification={notification} /> : <Batch id={batch} />}
    </div>
  );
}

function Channels({ notification }: { notification: Known | undefined }) {
  if (notification === undefined) return <p className="small muted">On its way</p>;
  return (
    <ul className="channels">
      {inOrder(notification.messages).map((message) => (
        <li key={message.channel} className={`tone-${tones[message.status]}`}>
          <span>{channelNames[message.channel]}</span> {saysOf(message, notification)}
        </li>
      ))}
    </ul>
  );
}

/** Sorts messages as channels are told of everywhere: those inside of the app first. */
function inOrder(messages: readonly Message[]): Message[] {
  return messages.toSorted((a, b) => channels.indexOf(a.channel) - channels.indexOf(b.channel));
}

/** Says where a message stands; of one that waits or was left out, also why. */
function saysOf({ channel, status, reason, due_at }: Message, { explanation }: Known): string {
  if (reason !== undefined) return `${status}, ${reason.replaceAll('_', ' ')}`;
  if (status !== 'scheduled' && status !== 'digesting') return status;
  const why = explanation.find((each) => each.channel === channel)?.held_for;
  const until = due_at === undefined ? '' : ` until ${whenOf(new Date(due_at), Date.now())}`;
  if (why === 'escalation') return `waits${until}, unless it is read`;
  return `waits${until}`;
}

/** Shows the batch that a notification has joined, and lets its window end: nobody who tries it waits for half an hour. */
function Batch({ id }: { id: string }) {
  const batch = useNotification(id);
  const [isAsked, setAsked] = useState(false);
  const link = useRef<HTMLAnchorElement>(null);
  const due = batch?.messages.flatMap(({ due_at }) => due_at ?? [])[0];
  const isOpen = batch?.batch?.gathers === true;
  const end = async () => {
    link.current?.focus(); // the button goes
    setAsked(true);
    await fetch('/local/run', { method: 'POST', body: JSON.stringify({ job: 'release-due', time: due }) });
  };
  return (
    <>
      <p className="small">
        It joined a{' '}
        <a ref={link} href={`/#${id}`} target="bellhop-console">
          batch
        </a>
        :{' '}
        {isOpen
          ? `one notification for all of them, at ${due ? whenOf(new Date(due), Date.now()) : 'its end'}.`
          : 'they went as one.'}
      </p>
      {isOpen && due !== undefined ? (
        <button type="button" className="link-button small" disabled={isAsked} onClick={() => void end()}>
          Let it go now
        </button>
      ) : (
        <Channels notification={batch} />
      )}
    </>
  );
}
