/** Runs a step and says so on the terminal when it takes longer than a second. */
export async function showStep<T>(name: string, work: () => Promise<T>): Promise<T> {
  const startedAt = Date.now();
  let shown = false;
  const timer = setTimeout(() => {
    shown = true;
    process.stderr.write(`${name} …`);
  }, 1000);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    if (shown) process.stderr.write(` ${((Date.now() - startedAt) / 1000).toFixed(1)} s\n`);
  }
}
