const kept = 'bellhop-console-token';

/** What each call to a deployed stage's console brings: the token behind the `#` of the address that the command has printed. */
export const pageHeaders: Readonly<Record<string, string>> = headersOf(takeToken());

/** Takes it from the address, where nobody may read it over a shoulder or in a history; a later tab of this address finds it kept. */
function takeToken(): string | null {
  const given = /^#token=([\w-]+)$/.exec(location.hash)?.[1];
  if (given === undefined) return localStorage.getItem(kept);
  localStorage.setItem(kept, given);
  history.replaceState(undefined, '', location.pathname);
  return given;
}

function headersOf(token: string | null): Record<string, string> {
  return token === null ? {} : { 'X-Bellhop-Console': token };
}
