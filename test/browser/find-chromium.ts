import { existsSync } from 'node:fs';

/** Where Chromium, or Chrome, which is made of it, is installed: on Debian, on Fedora, and on macOS. */
const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** What to tell who has none. */
export const howToGetChromium =
  'there is no Chromium in the usual places; install it (on Debian: apt-get install chromium), or name its file in CHROMIUM';

/** The browser that pages are tried in, if this machine has one. */
export function findChromium(): string | undefined {
  const { CHROMIUM } = process.env;
  return CHROMIUM ? CHROMIUM : usualPlaces.find((place) => existsSync(place));
}
