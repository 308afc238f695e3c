/** Where the service worker notes what was clicked, for the next page that has a token. */
export const clickedCache = 'bellhop-clicked';
