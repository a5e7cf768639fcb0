import { z } from 'zod';
import platform from './scopes-platform.json';

/** What a route asks for: every one of `classic`, or every one of `granular`. None at all where `classic` is empty. */
interface RouteScopes {
  classic: string[];
  granular: string[];
}

const JSM = ':jira-service-management';
const read = (...names: string[]): RouteScopes => ({
  classic: ['read:servicedesk-request'],
  granular: names.map((name) => `read:${name}${JSM}`),
});
const write = (...names: string[]): RouteScopes => ({
  classic: ['write:servicedesk-request'],
  granular: names.map((name) => `write:${name}${JSM}`),
});
const manage = (...names: string[]): RouteScopes => ({
  classic: ['manage:servicedesk-customer'],
  granular: names.map((name) => `write:${name}${JSM}`),
});

/**
 * https://developer.atlassian.com/cloud/jira/service-desk/scopes-for-oauth-2-3LO-and-forge-apps/. The classic column is
 * read from the scopes' descriptions where the page of the operation names none: not yet proven on a live site.
 */
const SERVICE_DESK: Record<string, RouteScopes> = {
  'GET /rest/servicedeskapi/info': { classic: [], granular: [] },
  'GET /rest/servicedeskapi/servicedesk': read('servicedesk'),
  'GET /rest/servicedeskapi/servicedesk/*': read('servicedesk'),
  'GET /rest/servicedeskapi/servicedesk/*/requesttype': read('requesttype'),
  'GET /rest/servicedeskapi/servicedesk/*/requesttype/*': read('requesttype'),
  'GET /rest/servicedeskapi/servicedesk/*/requesttype/*/field': read('requesttype'),
  'GET /rest/servicedeskapi/servicedesk/*/requesttypegroup': read('requesttype'),
  'GET /rest/servicedeskapi/requesttype': read('requesttype'),
  'GET /rest/servicedeskapi/servicedesk/*/queue': read('queue'),
  'GET /rest/servicedeskapi/servicedesk/*/queue/*/issue': read('queue'),
  'GET /rest/servicedeskapi/servicedesk/*/customer': read('servicedesk.customer'),
  'POST /rest/servicedeskapi/servicedesk/*/customer': manage('servicedesk.customer'),
  'DELETE /rest/servicedeskapi/servicedesk/*/customer': manage('servicedesk.customer'),
  'POST /rest/servicedeskapi/customer': manage('customer'),
  'POST /rest/servicedeskapi/servicedesk/*/attachTemporaryFile': write('request.attachment'),
  'GET /rest/servicedeskapi/request': read('request'),
  'POST /rest/servicedeskapi/request': write('request'),
  'GET /rest/servicedeskapi/request/*': read('request'),
  'GET /rest/servicedeskapi/request/*/comment': read('request.comment'),
  'POST /rest/servicedeskapi/request/*/comment': write('request.comment'),
  'GET /rest/servicedeskapi/request/*/comment/*': read('request.comment'),
  'GET /rest/servicedeskapi/request/*/attachment': read('request.attachment'),
  'POST /rest/servicedeskapi/request/*/attachment': write('request.attachment'),
  'GET /rest/servicedeskapi/request/*/attachment/*': read('request.attachment'),
  'GET /rest/servicedeskapi/request/*/participant': read('request.participant'),
  'POST /rest/servicedeskapi/request/*/participant': write('request.participant'),
  'DELETE /rest/servicedeskapi/request/*/participant': write('request.participant'),
  'GET /rest/servicedeskapi/request/*/status': read('request.status'),
  'GET /rest/servicedeskapi/request/*/transition': read('request.status'),
  'POST /rest/servicedeskapi/request/*/transition': write('request.status'),
  'GET /rest/servicedeskapi/request/*/sla': read('request.sla'),
  'GET /rest/servicedeskapi/request/*/notification': read('request.notification'),
  'PUT /rest/servicedeskapi/request/*/notification': write('request.notification'),
  'DELETE /rest/servicedeskapi/request/*/notification': write('request.notification'),
};

/** Jira platform: taken from Atlassian's OpenAPI description (`x-atlassian-oauth2-scopes`), classic and granular. */
const PLATFORM = z.record(z.string(), z.tuple([z.array(z.string()), z.array(z.string())])).parse(platform);

interface Route {
  method: string;
  segments: string[];
  scopes: RouteScopes;
}

function makeRoute(name: string, scopes: RouteScopes): Route {
  const [method = '', path = ''] = name.split(' ');
  return { method, segments: path.split('/'), scopes };
}

/** Fixed segments before wildcards, so that `/field/search` is never taken for `/field/{id}`. */
const countWildcards = ({ segments }: Route): number => segments.filter((segment) => segment === '*').length;

const ROUTES = [
  ...Object.entries(SERVICE_DESK).map(([name, scopes]) => makeRoute(name, scopes)),
  ...Object.entries(PLATFORM).map(([name, [classic, granular]]) => makeRoute(name, { classic, granular })),
].sort((left, right) => countWildcards(left) - countWildcards(right));

export type ScopeCheck =
  /** `used`: the alternative that covers the call. */
  | { kind: 'granted'; used: string[] }
  | { kind: 'unknown-route' }
  /** `needed` is the classic alternative, which Atlassian recommends. */
  | { kind: 'missing'; needed: string[] };

function findRoute(method: string, path: string): Route | undefined {
  const segments = path.replace(/^\/rest\/api\/(2|latest)\//, '/rest/api/3/').split('/');
  return ROUTES.find(
    (route) =>
      route.method === method &&
      route.segments.length === segments.length &&
      route.segments.every((segment, position) => segment === '*' || segment === segments[position]),
  );
}

/** Would the gateway let this call to Jira through? `path` is without the query. */
export function checkScopes(method: string, path: string, granted: string[]): ScopeCheck {
  const route = findRoute(method, path);
  if (route === undefined) return { kind: 'unknown-route' };
  const { classic, granular } = route.scopes;
  const has = (scopes: string[]): boolean => scopes.every((scope) => granted.includes(scope));
  if (has(classic)) return { kind: 'granted', used: classic };
  if (granular.length > 0 && has(granular)) return { kind: 'granted', used: granular };
  return { kind: 'missing', needed: classic };
}
