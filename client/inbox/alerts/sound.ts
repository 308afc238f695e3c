let context: AudioContext | undefined;

/** Makes two short notes, in one of the tabs. Browsers keep a page silent until somebody has used it. */
export async function playSound(): Promise<void> {
  if (document.visibilityState !== 'visible') return;
  const { locks } = navigator;
  if (locks === undefined) return play();
  await locks.request('bellhop:sound', { ifAvailable: true }, async (lock) => {
    if (lock === null) return;
    play();
    await new Promise((done) => setTimeout(done, 1_000)); // other windows hear of the same news within that
  });
}

function play(): void {
  context ??= new AudioContext();
  const volume = new GainNode(context, { gain: 0.08 });
  volume.connect(context.destination);
  for (const [place, frequency] of [660, 880].entries()) {
    const note = new OscillatorNode(context, { frequency });
    note.connect(volume);
    note.start(context.currentTime + place * 0.12);
    note.stop(context.currentTime + place * 0.12 + 0.1);
  }
  void context.resume();
}
