import { type KeyboardEvent, useState } from 'react';
import type { Comment, Repair, SignedIn } from '../../demo-server/repair.ts';
import { useNow, whenOf } from '../board/due.tsx';
import { useBoard } from '../board/use-board.tsx';
import { Avatar } from '../shell/avatar.tsx';
import { firstNameOf, nameOf, otherThan } from '../shell/people.ts';

/** Shows what was said of a repair, and takes what is to be said. */
export function Comments({ user, repair: { number, comments } }: { user: SignedIn; repair: Repair }) {
  const now = useNow();
  return (
    <section className="repair-part" aria-labelledby="comments-title">
      <h2 id="comments-title">Comments</h2>
      {comments.length > 0 && (
        <ol className="comments">
          {comments.map((comment) => (
            <CommentItem key={`${comment.by} ${comment.at}`} comment={comment} now={now} />
          ))}
        </ol>
      )}
      <CommentForm user={user} number={number} />
    </section>
  );
}

function CommentItem({ comment: { by, text, at }, now }: { comment: Comment; now: number }) {
  return (
    <li className="comment">
      <Avatar person={by} />
      <div>
        <p className="comment-head">
          <strong>{nameOf(by)}</strong> <time dateTime={at}>{whenOf(new Date(at), now)}</time>
        </p>
        <p>{text}</p>
      </div>
    </li>
  );
}

function CommentForm({ user, number }: { user: SignedIn; number: string }) {
  const { change } = useBoard();
  const [text, setText] = useState('');
  const mention = `@${firstNameOf(otherThan(user))}`;
  const send = async () => {
    if (text.trim() !== '' && (await change(number, { do: 'comment', text }))) setText('');
  };
  const sendByKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
  };

  return (
    <form className="comment-form" action={send}>
      <label>
        <span className="unseen-text">Your comment</span>
        <textarea
          rows={2}
          maxLength={500}
          value={text}
          placeholder={`Write to those who follow ${number}`}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={sendByKey}
        />
      </label>
      <div className="comment-buttons">
        <button type="submit" className="button button-primary">
          Comment
        </button>
        <button
          type="button"
          className="button"
          onClick={() => setText((before) => `${before}${before === '' ? '' : ' '}${mention} `)}
        >
          Mention {mention}
        </button>
        <button type="button" className="link-button" onClick={() => void change(number, { do: 'team-comments' })}>
          Let four colleagues comment
        </button>
      </div>
    </form>
  );
}
