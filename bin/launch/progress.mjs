/**
 * Does `work` and says so on stderr (stdout belongs to the program) once it takes more than a second,
 * again every ten, and at its end.
 */
export async function during(title, signal, work) {
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1000);
  const say = (text) => process.stderr.write(`${title}${text}\n`);

  let announced = false;
  const first = setTimeout(() => {
    announced = true;
    say(' …');
  }, 1000);
  const later = setInterval(() => say(` … ${seconds()} s`), 10_000);
  try {
    const result = await work();
    if (announced && !signal.aborted) say(`: done in ${seconds()} s`);
    return result;
  } finally {
    clearTimeout(first);
    clearInterval(later);
  }
}
