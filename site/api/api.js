// Draws openapi.json by Redoc, in the colours that the reader has chosen for the rest of the site.
const chosen = localStorage.getItem('vitepress-theme-appearance') ?? 'auto';
const isDark = chosen === 'auto' ? matchMedia('(prefers-color-scheme: dark)').matches : chosen === 'dark';
document.documentElement.dataset.theme = isDark ? 'dark' : 'light';

const sans = getComputedStyle(document.body).fontFamily;
const mono = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace';
const ink = isDark ? '#edeef2' : '#16181d';
const muted = isDark ? '#b4bac6' : '#4b5261';
const edge = isDark ? '#252932' : '#e4e6eb';
const accent = isDark ? '#a5b4fc' : '#4338ca';
const soft = isDark ? '#171a20' : '#f6f7f9';

const theme = {
  colors: {
    primary: { main: accent, light: accent },
    text: { primary: ink, secondary: muted },
    border: { dark: edge, light: edge },
    gray: { 50: soft, 100: soft },
    responses: {
      success: { color: isDark ? '#4ade80' : '#147a3a', tabTextColor: '#4ade80' },
      error: { color: isDark ? '#fda29b' : '#b42318', tabTextColor: '#fda29b' },
      redirect: { color: isDark ? '#fbbf24' : '#8a4203', tabTextColor: '#fbbf24' },
      info: { color: isDark ? '#a5b4fc' : '#3730a3', tabTextColor: '#a5b4fc' },
    },
    http: { get: '#147a3a', post: '#3730a3', put: '#8a4203', patch: '#8a4203', delete: '#b42318' },
  },
  typography: {
    fontFamily: sans,
    fontSize: '15px',
    headings: { fontFamily: sans, fontWeight: '650' },
    code: { fontFamily: mono, fontSize: '13px', color: isDark ? '#c7d2fe' : '#3730a3', backgroundColor: soft },
    links: { color: accent, visited: accent, hover: accent },
  },
  sidebar: { backgroundColor: soft, textColor: ink, activeTextColor: accent, width: '280px' },
  schema: {
    nestedBackground: soft,
    typeNameColor: muted,
    typeTitleColor: muted,
    requireLabelColor: isDark ? '#fda29b' : '#b42318',
    linesColor: edge,
    labelsTextSize: '13px',
  },
  rightPanel: {
    backgroundColor: isDark ? '#0b0c0f' : '#1b1e26',
    textColor: '#edeef2',
    servers: { overlay: { backgroundColor: soft, textColor: ink }, url: { backgroundColor: isDark ? '#0b0c0f' : '#fff' } },
  },
};

const place = document.querySelector('#api');
Redoc.init(
  'openapi.json',
  {
    theme,
    scrollYOffset: '.bar',
    hideDownloadButton: true,
    expandResponses: '200,202',
    sortTagsAlphabetically: false,
    nativeScrollbars: true,
  },
  place,
);
