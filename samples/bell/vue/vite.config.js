import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

const proxy = { '/bellhop-token': process.env.TOKEN_SERVER ?? 'http://127.0.0.1:3000' };
const compilerOptions = { isCustomElement: (tag) => tag === 'bellhop-inbox' };

export default defineConfig({ plugins: [vue({ template: { compilerOptions } })], server: { proxy }, preview: { proxy } });
