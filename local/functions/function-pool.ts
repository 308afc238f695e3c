import { type FunctionDesign, FunctionFailed, type FunctionProcess, startFunctionProcess } from './function-process.ts';

/** How many events one function works on at once: what a new AWS account may allow for all of them together. */
const mostProcesses = 10;

/** How long a process without work stays, ready for the next event. */
const idleMs = 60_000;

/** How a function has fared since the start; `cpuMs` is what its events have taken of a processor, in milliseconds. */
export type FunctionState = {
  processes: number;
  busy: number;
  invocations: number;
  coldStarts: number;
  failures: number;
  cpuMs: number;
};

/** One function: as many processes as its work needs, and no more. */
export type FunctionPool = {
  readonly design: FunctionDesign;
  /** `traceHeader` is the run's, when messages caused it. Throws FunctionFailed. */
  invoke(event: unknown, traceHeader?: string): Promise<unknown>;
  /** Kills every process of the function, whatever it is doing; answers how many there were. */
  kill(): Promise<number>;
  /** Loads the bundle anew for the next event; what is under way ends on what it began with. */
  renew(): void;
  state(): FunctionState;
  /** Kills every process and starts no more. */
  stop(): Promise<void>;
};

/** A function without a process yet; the first event starts one. */
export function functionPool(design: FunctionDesign): FunctionPool {
  const processes = new Set<FunctionProcess>();
  const outdated = new Set<FunctionProcess>();
  const idle: { process: FunctionProcess; timer: NodeJS.Timeout }[] = [];
  const waiting: { done: (process: FunctionProcess) => void; fail: (error: Error) => void }[] = [];
  const stopped = () => new FunctionFailed('ended', 'the system is stopping');
  let stopping = false;
  let starting = 0;
  const counts = { invocations: 0, coldStarts: 0, failures: 0, cpuMs: 0 };

  function start(): FunctionProcess {
    counts.coldStarts += 1;
    const started = startFunctionProcess(design);
    processes.add(started);
    starting += 1;
    void started.started.then(() => {
      starting -= 1;
      if (waiting.length > 0 && maySpread()) waiting.shift()?.done(start());
    });
    return started;
  }

  /** One starts after the other: until it is ready, others may be done with their events, which took less than a start. */
  function maySpread(): boolean {
    return !stopping && starting === 0 && processes.size < mostProcesses;
  }

  function takeIdle(): FunctionProcess | undefined {
    for (let last = idle.pop(); last; last = idle.pop()) {
      clearTimeout(last.timer);
      if (last.process.alive) return last.process;
      processes.delete(last.process);
    }
    return undefined;
  }

  async function acquire(): Promise<FunctionProcess> {
    if (stopping) throw stopped();
    const free = takeIdle();
    if (free) return free;
    if (maySpread()) return start();
    return await new Promise((done, fail) => waiting.push({ done, fail }));
  }

  function release(process: FunctionProcess): void {
    if (outdated.delete(process)) void process.kill();
    if (!process.alive) processes.delete(process);
    const next = waiting.shift();
    if (next && stopping) next.fail(stopped());
    else if (next) next.done(process.alive ? process : start());
    else if (process.alive) idle.push({ process, timer: setTimeout(() => retire(process), idleMs).unref() });
  }

  function retire(process: FunctionProcess): void {
    idle.splice(0, idle.length, ...idle.filter((entry) => entry.process !== process));
    processes.delete(process);
    void process.kill();
  }

  function renew(): void {
    for (const { process, timer } of idle.splice(0)) {
      clearTimeout(timer);
      processes.delete(process);
      void process.kill();
    }
    for (const process of processes) outdated.add(process);
  }

  async function kill(): Promise<number> {
    const all = [...processes];
    for (const { timer } of idle.splice(0)) clearTimeout(timer);
    await Promise.all(all.map((process) => process.kill()));
    for (const process of all) processes.delete(process);
    return all.length;
  }

  return {
    design,
    kill,
    renew,
    async invoke(event, traceHeader) {
      const process = await acquire();
      counts.invocations += 1;
      const cpuMsBefore = process.cpuMs;
      try {
        return await process.invoke(event, traceHeader);
      } catch (error) {
        counts.failures += 1;
        throw error;
      } finally {
        counts.cpuMs += process.cpuMs - cpuMsBefore;
        release(process);
      }
    },
    state: () => ({ processes: processes.size, busy: processes.size - idle.length, ...counts }),
    async stop() {
      stopping = true;
      for (const { fail } of waiting.splice(0)) fail(stopped());
      await kill();
    },
  };
}
