import { createHash } from 'node:crypto';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** A page for people, where a route answers with HTML. */
export type Page = { status: 200 | 404; html: string };

/** A page that may do nothing but show its own styles and send its forms home. It is kept nowhere, framed nowhere, and tells no other site of itself. */
export function toPageAnswer({ status, html }: Page): APIGatewayProxyStructuredResultV2 {
  const styles = [...html.matchAll(/<style>(.*?)<\/style>/gs)].map(([, css = '']) => `'sha256-${sha256(css)}'`);
  const policy = {
    'default-src': "'none'",
    'style-src': styles.join(' ') || "'none'",
    'form-action': "'self'",
    'base-uri': "'none'",
    'frame-ancestors': "'none'",
  };
  return {
    statusCode: status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': Object.entries(policy)
        .map(([name, value]) => `${name} ${value}`)
        .join('; '),
      'Referrer-Policy': 'no-referrer', // the address is the right to unsubscribe
      'X-Content-Type-Options': 'nosniff',
      'X-Robots-Tag': 'noindex',
    },
    body: html,
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
