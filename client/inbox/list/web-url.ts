/** The address when a browser may safely follow it; data decides no script. */
export function webUrl(address: string | undefined): string | undefined {
  return /^https?:\/\//i.test(address ?? '') ? address : undefined;
}
