import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  preview: { proxy: { '/bellhop-token': process.env.TOKEN_SERVER } }, // what the page asks for and another server answers
});
