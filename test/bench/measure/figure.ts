/** One measurement, as it is printed. */
export type Figure = {
  /** What was measured: a function, a call, a kind of notification. */
  case: string;
  measure: string;
  value: number;
  unit: string;
  /** What docs/architecture.md promises, in the same unit, and whether it is kept. */
  promise?: number;
  ok?: boolean;
};

/** Measures, and gives each figure as soon as it is known. */
export type Bench = () => AsyncIterable<Figure>;

/** A figure rounded to four digits: a machine measures no better. A promise is the most that the value may be. */
export function figure({ case: name, measure, value, unit, promise }: Omit<Figure, 'ok'>): Figure {
  const rounded = Number(value.toPrecision(4));
  return { case: name, measure, value: rounded, unit, ...(promise !== undefined && { promise, ok: rounded <= promise }) };
}
