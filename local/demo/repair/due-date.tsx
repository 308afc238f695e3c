import { useId } from 'react';
import type { Repair } from '../../demo-server/repair.ts';
import { useBoard } from '../board/use-board.tsx';

const minuteMs = 60_000;

/** Sets when a repair is due, which reminds its technician then; another date takes the reminder back. */
export function DueDate({ repair: { number, dueAt, isDone } }: { repair: Repair }) {
  const { change } = useBoard();
  const id = useId();
  if (isDone) return null;
  const set = (at: Date | undefined) => void change(number, { do: 'due', at: at?.toISOString() ?? null });
  const take = (form: FormData) => {
    const at = String(form.get('at'));
    set(at === '' ? undefined : new Date(at));
  };

  return (
    <section className="repair-part" aria-labelledby={id}>
      <h2 id={id}>Due date</h2>
      <form className="due-fields" action={take}>
        <label>
          <span className="unseen-text">Due at</span>
          <input key={dueAt} name="at" type="datetime-local" defaultValue={dueAt && localTime(new Date(dueAt))} />
        </label>
        <button type="submit" className="button">
          Set
        </button>
        <button type="button" className="link-button" onClick={() => set(new Date(Date.now() + minuteMs))}>
          In a minute
        </button>
        <button type="button" className="link-button" onClick={() => set(tomorrowMorning())}>
          Tomorrow at nine
        </button>
        <button type="button" className="link-button" onClick={() => set(undefined)}>
          No date
        </button>
      </form>
    </section>
  );
}

function tomorrowMorning(): Date {
  const at = new Date();
  at.setDate(at.getDate() + 1);
  at.setHours(9, 0, 0, 0);
  return at;
}

/** Writes an instant as a field takes it, on this browser's clock. */
function localTime(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * minuteMs).toISOString().slice(0, 16);
}
