import { version } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { App } from './app.tsx';

const root = document.querySelector('#root');
if (root === null) throw new Error('the page has no #root');
document.documentElement.dataset.react = version;
hydrateRoot(root, <App />, {
  onRecoverableError: (error) => reportError(error), // a page that the server drew differently
});
