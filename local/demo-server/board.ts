import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import { firstRepairs } from './first-repairs.ts';
import { Repair } from './repair.ts';

/** The repairs of the workshop, newest first. */
export type Board = {
  list: () => readonly Repair[];
  find: (number: string) => Repair | undefined;
  /** Replaces parts of a repair, and answers it as it now is; nothing when there is none of this number. */
  change: (number: string, parts: Partial<Repair>) => Repair | undefined;
};

/** Opens the board in its file, which a first change makes; a real app has a database. */
export function openBoard(file: string, now: () => Date = () => new Date()): Board {
  let repairs = existsSync(file) ? z.array(Repair).parse(JSON.parse(readFileSync(file, 'utf8'))) : firstRepairs(now());
  const find = (number: string) => repairs.find((repair) => repair.number === number);

  return {
    list: () => repairs,
    find,
    change(number, parts) {
      repairs = repairs.map((repair) => (repair.number === number ? { ...repair, ...parts } : repair));
      writeFileSync(file, JSON.stringify(repairs));
      return find(number);
    },
  };
}
