import type { HttpAnswer } from './http-answer.ts';

const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' https: data:; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

/** An e-mail as its reader's mail client would show it: no scripts, nothing but its own styles, images and links. `'self'` is for the picture of one that is tracked. */
export function mailPage(html: string): HttpAnswer {
  return {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
    body: html.replace(/<head\b[^>]*>/i, '$&<base target="_blank">'), // its links open beside the console
  };
}
