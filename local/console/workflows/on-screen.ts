/** How a reader's screen is set. */
export type Screen = 'light' | 'dark';

const darkRules = /@media\s*\(\s*prefers-color-scheme\s*:\s*dark\s*\)/gi;
const bothSchemes = /color-scheme(["']?\s*(?::|content=)\s*["']?)light dark/gi;

/** An e-mail as a reader with such a screen has it, whatever the screen of whoever looks: its rules for dark screens hold, or do not. */
export function onScreen(html: string, screen: Screen): string {
  const isDark = screen === 'dark';
  return html.replace(darkRules, isDark ? '@media all' : '@media not all').replace(bothSchemes, `color-scheme$1${screen}`);
}
