/** What breaks at a call. */
class Crash extends Error {}

/** Makes ports of which one call breaks: the nth of all, before it did anything or after it did it all. `calls` says how many there were. */
export function breakACall<Ports extends Readonly<Record<string, object>>>(
  ports: Ports,
  nth: number,
  when: 'before' | 'after',
): { broken: Ports; calls: () => number } {
  let calls = 0;
  const watch = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get(target, name) {
        const method = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return async (...args: unknown[]) => {
          calls += 1;
          const breaks = calls === nth;
          if (breaks && when === 'before') throw new Crash();
          const answer = await Reflect.apply(method, target, args);
          if (breaks) throw new Crash();
          return answer;
        };
      },
    });
  const broken = Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, watch(port)]));
  return { broken: broken as Ports, calls: () => calls };
}
