/**
 * Marks a link so that SES leaves it as it is where it follows clicks, and takes the mark off again:
 * https://docs.aws.amazon.com/ses/latest/dg/faqs-metrics.html#sending-metric-faqs-clicks-q2
 */
export function keepLink(html: string, url: string): string {
  return html.replaceAll(`href="${url.replaceAll('&', '&amp;')}"`, 'ses:no-track $&');
}
