import { buildApp } from './build-app.ts';

test.each([18, 19] as const)('a server draws an app with React %d, where everything is still loading', async (react) => {
  const { drawn } = await buildApp(react);

  expect(drawn).toContain('<bellhop-inbox theme="dark" class="bell"></bellhop-inbox>');
  expect(drawn).toContain('<ul aria-label="loading"></ul>');
  expect(drawn).toContain('<output>0<!-- --> unread</output>');
  expect(drawn).toContain('<p>loading</p>');
});
