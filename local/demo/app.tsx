import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './theme.css';
import { startSession } from './session/session.ts';
import { Torque } from './shell/torque.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no place for the app');

await startSession();
createRoot(root).render(
  <StrictMode>
    <Torque />
  </StrictMode>,
);
