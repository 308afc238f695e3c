const emailAddress = /[^\s@"'<>\\]+@[^\s@"'<>\\]+/g;
const phoneNumber = /\+\d[\d\s().-]{5,}\d|(?<!\w)\d{9,15}(?!\w)/g;

/** Takes e-mail addresses and phone numbers out of a message's body, and writes it on one line without control characters. */
export function maskAddresses(body: string): string {
  return onOneLine(body).replace(emailAddress, '[address]').replace(phoneNumber, '[phone]');
}

/** Written anew as JSON, so that nothing hides behind an escape and no control character reaches a terminal. */
export function onOneLine(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body));
  } catch {
    return JSON.stringify(body); // whatever it is, it is shown as it came
  }
}

/** Enough of an address to know it again for who knows it: `a…@example.com`, `+44…56`. */
export function shortenAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return at === -1 ? `${address.slice(0, 3)}…${address.slice(-2)}` : `${address.slice(0, 1)}…${address.slice(at)}`;
}
