/** Plain text being written: finished lines, the line at hand, and how many line breaks stand before it. */
export type Page = {
  text: string;
  line: string;
  breaks: number;
  /** What to write when the line at hand turns out to be a link and nothing else. */
  lone?: { line: string; instead: string };
};

/** Begins an empty page. */
export function newPage(): Page {
  return { text: '', line: '', breaks: 0 };
}

/** Writes on; white space runs together as in HTML, and no line begins with it. */
export function addText(page: Page, text: string): void {
  const run = text.replaceAll(/[\t\n\f\r ]+/g, ' ');
  page.line += page.line === '' || page.line.endsWith(' ') ? run.trimStart() : run;
}

/** Ends the line, so that the next begins at least this many line breaks later; ends nothing when the line is empty. */
export function endLine(page: Page, breaks: 1 | 2): void {
  const line = page.line.trimEnd();
  if (line !== '') {
    page.text += (page.text === '' ? '' : '\n'.repeat(page.breaks)) + (page.lone?.line === line ? page.lone.instead : line);
    page.breaks = 0;
  }
  page.breaks = Math.max(page.breaks, breaks);
  page.line = '';
  page.lone = undefined;
}

/** Writes a link's address after its words: in angle brackets (RFC 3986, appendix C), or below them when it stands alone. */
export function endLink(page: Page, start: number, href: string): void {
  const words = page.line.slice(start).trim();
  if (words === href || `mailto:${words}` === href) return;

  page.line = `${page.line.trimEnd()}${words === '' ? '' : ' '}<${href}>`;
  if (start === 0) page.lone = { line: page.line, instead: words === '' ? href : `${words}:\n${href}` };
}
