import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const proxy = { '/bellhop-token': process.env.TOKEN_SERVER ?? 'http://127.0.0.1:3000' };

export default defineConfig({ plugins: [svelte()], server: { proxy }, preview: { proxy } });
