import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import BillCalculator from './BillCalculator.vue';
import MermaidDrawing from './MermaidDrawing.vue';
import './theme.css';

/** VitePress's own theme in the console's colours, with drawings and the calculator. */
export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component('BillCalculator', BillCalculator);
    app.component('MermaidDrawing', MermaidDrawing);
  },
} satisfies Theme;
