/**
 * The Jira calls that this product makes or may make soon, by the classic scope that each needs.
 *
 * Platform rows are checked against Atlassian's own description where it is at hand (`jira-routes.test.ts`).
 * Service Management publishes none; its scopes are on each operation's page:
 * https://developer.atlassian.com/cloud/jira/service-desk/rest/
 *
 * Classic scopes only: Atlassian recommends them wherever they exist, and one of them stands for many granular
 * ones. `{}` is one path segment.
 */
const ROUTES_BY_SCOPE = {
  '': [
    'GET /rest/api/3/serverInfo',
    'POST /rest/api/3/permissions/check',
    'GET /rest/servicedeskapi/info',
    'GET /forge/app/v1/license',
  ],
  'read:jira-work': [
    'GET /rest/api/3/issue/{}',
    'GET /rest/api/3/issue/{}/changelog',
    'GET /rest/api/3/issue/{}/transitions',
    'GET /rest/api/3/issue/{}/comment',
    'GET /rest/api/3/issue/{}/comment/{}',
    'GET /rest/api/3/comment/{}/properties/{}',
    'GET /rest/api/3/attachment/{}',
    'GET /rest/api/3/attachment/content/{}',
    'GET /rest/api/3/attachment/meta',
    'GET /rest/api/3/issue/{}/properties',
    'GET /rest/api/3/issue/{}/properties/{}',
    'GET /rest/api/3/issueLinkType',
    'GET /rest/api/3/search/jql',
    'POST /rest/api/3/search/jql',
    'GET /rest/api/3/mypermissions',
    'GET /rest/api/3/field',
    'GET /rest/api/3/field/search',
    'GET /rest/api/3/priority',
    'GET /rest/api/3/label',
    'GET /rest/api/3/status',
    'GET /rest/api/3/project/search',
    'GET /rest/api/3/project/{}',
    'GET /rest/api/3/project/{}/statuses',
  ],
  'write:jira-work': [
    'POST /rest/api/3/issue',
    'PUT /rest/api/3/issue/{}',
    'DELETE /rest/api/3/issue/{}',
    'POST /rest/api/3/issue/{}/transitions',
    'POST /rest/api/3/issue/{}/comment',
    'PUT /rest/api/3/issue/{}/comment/{}',
    'DELETE /rest/api/3/issue/{}/comment/{}',
    'PUT /rest/api/3/comment/{}/properties/{}',
    'POST /rest/api/3/issue/{}/attachments',
    'DELETE /rest/api/3/attachment/{}',
    'PUT /rest/api/3/issue/{}/properties/{}',
    'DELETE /rest/api/3/issue/{}/properties/{}',
    'POST /rest/api/3/issueLink',
  ],
  'read:jira-user': ['GET /rest/api/3/myself', 'GET /rest/api/3/user', 'GET /rest/api/3/user/search'],
  'manage:jira-configuration': [
    'POST /rest/api/3/field',
    'GET /rest/api/3/field/{}/context',
    'POST /rest/api/3/field/{}/context',
    'GET /rest/api/3/statuses/search',
  ],
  'read:servicedesk-request': [
    'GET /rest/servicedeskapi/servicedesk',
    'GET /rest/servicedeskapi/servicedesk/{}',
    'GET /rest/servicedeskapi/servicedesk/{}/requesttype',
    'GET /rest/servicedeskapi/servicedesk/{}/requesttype/{}',
    'GET /rest/servicedeskapi/servicedesk/{}/requesttype/{}/field',
    'GET /rest/servicedeskapi/servicedesk/{}/queue',
    'GET /rest/servicedeskapi/request',
    'GET /rest/servicedeskapi/request/{}',
    'GET /rest/servicedeskapi/request/{}/comment',
    'GET /rest/servicedeskapi/request/{}/comment/{}',
    'GET /rest/servicedeskapi/request/{}/attachment',
    'GET /rest/servicedeskapi/request/{}/participant',
    'GET /rest/servicedeskapi/request/{}/status',
    'GET /rest/servicedeskapi/request/{}/transition',
  ],
  'write:servicedesk-request': [
    'POST /rest/servicedeskapi/request',
    'POST /rest/servicedeskapi/request/{}/comment',
    'POST /rest/servicedeskapi/request/{}/attachment',
    'POST /rest/servicedeskapi/request/{}/participant',
    'POST /rest/servicedeskapi/request/{}/transition',
    'POST /rest/servicedeskapi/servicedesk/{}/attachTemporaryFile',
  ],
  'manage:servicedesk-customer': [
    'POST /rest/servicedeskapi/customer',
    'GET /rest/servicedeskapi/servicedesk/{}/customer',
    'POST /rest/servicedeskapi/servicedesk/{}/customer',
  ],
};

export interface JiraRoute {
  method: string;
  /** With `{}` for a segment that varies. */
  path: string;
  /** Absent where Jira asks for none. */
  scope?: string;
}

export const jiraRoutes: readonly JiraRoute[] = Object.entries(ROUTES_BY_SCOPE).flatMap(([scope, routes]) =>
  routes.map((route) => {
    const [method = '', path = ''] = route.split(' ');
    return { method, path, ...(scope === '' ? {} : { scope }) };
  }),
);

/** The route that `path` (no query; `{}` where the code fills in a value) takes, literal segments first. */
export function findRoute(method: string, path: string): JiraRoute | undefined {
  const wanted = path.split('/');
  const fits = (route: JiraRoute): boolean => {
    const segments = route.path.split('/');
    return (
      route.method === method &&
      segments.length === wanted.length &&
      segments.every((segment, at) => segment === wanted[at] || (segment === '{}' && wanted[at] !== ''))
    );
  };
  return jiraRoutes.find((route) => route.path === path && route.method === method) ?? jiraRoutes.find(fits);
}

/** The table as the small OpenAPI file from which Forge's own scope linter reads. */
export function describeRoutes(): { paths: Record<string, Record<string, unknown>> } {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { method, path, scope } of jiraRoutes) {
    const operations = paths[path.replaceAll('{}', '{id}')] ?? {};
    paths[path.replaceAll('{}', '{id}')] = operations;
    operations[method.toLowerCase()] = {
      'x-atlassian-oauth2-scopes': [{ state: 'Current', scheme: 'OAuth2', scopes: scope ? [scope] : [] }],
    };
  }
  return { paths };
}
