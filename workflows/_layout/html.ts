/** HTML that an e-mail's function has written; `text` is its plain text, where the function writes that too. */
export class Html {
  readonly html: string;
  readonly text: string | undefined;

  constructor(html: string, text?: string) {
    this.html = html;
    this.text = text;
  }

  /** The same HTML, with plain text of its own in place of what is read from it. */
  withText(text: string): Html {
    return new Html(this.html, text);
  }
}

type Inserted = string | number | Html | false | undefined | readonly Inserted[];

/**
 * Writes HTML as a template literal: ``html`<p>${name}</p>` ``. Each value is escaped, but for what this has written itself; a list is
 * written one after the other, and what is `false` or absent not at all.
 */
export function html(literals: TemplateStringsArray, ...values: Inserted[]): Html {
  return new Html(literals.map((literal, place) => literal + write(values[place])).join(''));
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function write(value: Inserted): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Html) return value.html;
  if (typeof value === 'object') return value.map(write).join('');
  return String(value).replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
