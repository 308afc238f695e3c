import list from './styles/list.css';
import panel from './styles/panel.css';
import theme from './styles/theme.css';

let sheet: CSSStyleSheet | undefined;

/** Makes the styles, once for all bells on a page. A constructed sheet is no inline style: a strict content-security policy allows it. */
export function inboxStyles(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(theme + panel + list);
  }
  return sheet;
}
