import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { BoardAnswer } from '../../demo-server/answers.ts';
import type { RepairChange } from '../../demo-server/repair.ts';
import { ask } from '../session/session.ts';

/** The board as it stands, and how to change it. `problem`: why the last call failed. */
type BoardState = BoardAnswer & {
  isKnown: boolean;
  problem: string;
  /** Changes a repair. Answers whether the server took it. */
  change: (number: string, change: RepairChange) => Promise<boolean>;
};

const nothingYet: BoardAnswer = { repairs: [], told: [] };
const Context = createContext<BoardState | undefined>(undefined);
const everyMs = 2_000;

/** Keeps the board up to date for everything below it, while the page is in sight. */
export function BoardProvider({ children }: { children: ReactNode }) {
  const [board, setBoard] = useState(nothingYet);
  const [problem, setProblem] = useState('');
  const last = useRef('');
  const asked = useRef(0);

  /** Takes an answer unless a later one has come; the same as before changes nothing. */
  const learn = useCallback(async (asking: () => Promise<BoardAnswer>): Promise<boolean> => {
    asked.current += 1;
    const own = asked.current;
    try {
      const answer = await asking();
      if (own !== asked.current) return true;
      setProblem('');
      const text = JSON.stringify(answer);
      if (text !== last.current) setBoard(answer);
      last.current = text;
      return true;
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
      return false;
    }
  }, []);

  useEffect(() => {
    const look = () => void (document.hidden || learn(() => ask('GET', 'board')));
    look();
    const timer = setInterval(look, everyMs);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [learn]);

  const state = useMemo<BoardState>(
    () => ({
      ...board,
      isKnown: board !== nothingYet,
      problem,
      change: (number, change) => learn(() => ask('POST', `repairs/${encodeURIComponent(number)}`, change)),
    }),
    [board, problem, learn],
  );
  return <Context value={state}>{children}</Context>;
}

/**
 * Reads the board of the provider above.
 * @throws Error when there is none.
 */
export function useBoard(): BoardState {
  const state = useContext(Context);
  if (state === undefined) throw new Error('there is no <BoardProvider> above this component');
  return state;
}
