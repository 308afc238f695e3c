/** An e-mail without the picture that tells SES it was opened. */
export function withoutTracking(html: string): string {
  return html.replace(/<img\b[^>]*\bsrc="[^"]*\/open\.gif"[^>]*>/gi, '');
}
