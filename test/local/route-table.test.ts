import { findRoute } from '../../local/gateway/route-table.ts';

const routes = [
  'GET /v1/users/{id}',
  'ANY /v1/users/{id}',
  'PUT /v1/me/notifications/read',
  'PUT /v1/me/notifications/{id}/read',
  'PUT /v1/me/{any}/read',
  'GET /files/{path+}',
  'GET /files/{name}',
];

test.each([
  ['GET', '/v1/users/ada', 'GET /v1/users/{id}', { id: 'ada' }],
  ['DELETE', '/v1/users/ada', 'ANY /v1/users/{id}', { id: 'ada' }],
  ['PUT', '/v1/me/notifications/read', 'PUT /v1/me/notifications/read', {}],
  ['PUT', '/v1/me/notifications/n1/read', 'PUT /v1/me/notifications/{id}/read', { id: 'n1' }],
  ['GET', '/files/a', 'GET /files/{name}', { name: 'a' }],
  ['GET', '/files/a/b', 'GET /files/{path+}', { path: 'a/b' }],
])('%s %s goes to %s', (method, path, routeKey, pathParameters) => {
  expect(findRoute(routes, method, path)).toEqual({ routeKey, pathParameters });
});

test.each([
  ['GET', '/v1/users'],
  ['GET', '/v1/users/'],
  ['GET', '/v1/users/a/b'],
  ['POST', '/v1/me/notifications/read'],
  ['GET', '/files/'],
])('%s %s goes nowhere', (method, path) => {
  expect(findRoute(routes, method, path)).toBeUndefined();
});

test('the default route takes what nothing else does', () => {
  expect(findRoute([...routes, '$default'], 'GET', '/any')).toEqual({ routeKey: '$default', pathParameters: {} });
  expect(findRoute([...routes, '$default'], 'GET', '/files/a')?.routeKey).toBe('GET /files/{name}');
});
