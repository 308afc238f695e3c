/** A store as Svelte has them: whoever subscribes is told the value at once, and each one after it. */
export type Store<Value> = { subscribe(run: (value: Value) => void): () => void };

type Source<State> = { getState(): State; subscribe(listener: () => void): () => void };

type Subscribe<State> = <Part>(part: (state: State) => Part, run: (value: Part) => void) => () => void;

/** Makes a function that tells a part of a state now, and whenever it is another one. In a browser, the first use begins something and the last ends it. */
export function subscriber<State>({ getState, subscribe }: Source<State>, begin: () => void, end?: () => void): Subscribe<State> {
  const isBrowser = typeof document !== 'undefined';
  let uses = 0;
  return (part, run) => {
    let told = part(getState());
    run(told);
    const stop = subscribe(() => {
      const next = part(getState());
      if (next !== told) {
        told = next;
        run(next);
      }
    });
    uses += 1;
    if (isBrowser && uses === 1) begin();
    return () => {
      stop();
      uses -= 1;
      if (isBrowser && uses === 0) end?.();
    };
  };
}
