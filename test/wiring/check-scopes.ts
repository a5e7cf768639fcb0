import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { z } from 'zod';
import { type App, type Finding, findAt, findInManifest, listPackages, walk } from './app-source';
import { findRoute } from './jira-routes';
import { readMethods } from './route-methods';

/** What a package costs in scopes as soon as it is imported. */
const PACKAGE_SCOPES = new Map([['@forge/kvs', 'storage:app']]);

/** The scope of a function of `@forge/api` that is no REST call of ours. */
const CALL_SCOPES = new Map([['reportPersonalData', 'report:personal-data']]);

interface Need {
  scope: string;
  because: string;
  node: ts.Node;
}

/** Atlassian's own table of the scopes that events ask for, as the CLI checks them at deployment. */
function readEventScopes(): Map<string, string[]> {
  const schema = z.object({
    mapping: z.array(
      z.object({
        productEvent: z.string(),
        oAuthScopes: z.object({ current: z.array(z.string()).optional() }),
      }),
    ),
  });
  // Not among the package's exports.
  const file = join(
    dirname(createRequire(import.meta.url).resolve('@forge/manifest')),
    'mapping/product-event-to-scope-mapping.json',
  );
  const { mapping } = schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  return new Map(mapping.map(({ productEvent, oAuthScopes }) => [productEvent, oAuthScopes.current ?? []]));
}

/** `/rest/api/3/issue/${key}?fields=a` -> `/rest/api/3/issue/{}`. */
function readPath(template: ts.TemplateLiteral): string {
  const whole = ts.isNoSubstitutionTemplateLiteral(template)
    ? template.text
    : template.head.text + template.templateSpans.map(({ literal }) => `{}${literal.text}`).join('');
  const path = whole.split('?')[0] ?? '';
  // A value right after a whole segment is a query string that was put together elsewhere.
  return path.replace(/([^/])(\{\})+$/, '$1');
}

const isRoute = (node: ts.Node): node is ts.TaggedTemplateExpression =>
  ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'route';

const isBarePath = (node: ts.Node): boolean =>
  (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) &&
  /^\/rest\//.test(node.text) &&
  !(node.parent && (isRoute(node.parent) || (node.parent.parent && isRoute(node.parent.parent))));

interface Reading {
  needs: Need[];
  findings: Finding[];
}

function readRoute(app: App, node: ts.TaggedTemplateExpression): Reading {
  const path = readPath(node.template);
  const methods = readMethods(app, node);
  const reject = (message: string): Reading => ({
    needs: [],
    findings: [findAt(app, 'scopes', node, message)],
  });
  if (!path.startsWith('/')) return { needs: [], findings: [] };
  if (methods.length === 0) {
    return reject(`${path}: write the method beside the route, so that its scope is known`);
  }
  const readings = methods.map((method): Reading => {
    const route = findRoute(method, path);
    if (route === undefined)
      return reject(`${method} ${path} is not in test/wiring/jira-routes.ts: add it there`);
    const { scope } = route;
    return { needs: scope ? [{ scope, because: `${method} ${path}`, node }] : [], findings: [] };
  });
  return {
    needs: readings.flatMap(({ needs }) => needs),
    findings: readings.flatMap(({ findings }) => findings),
  };
}

function readNode(app: App, node: ts.Node): Reading {
  if (isRoute(node)) return readRoute(app, node);
  if (isBarePath(node)) {
    const message = 'write Jira paths with route`…`, which encodes the values and lets the scope be checked';
    return { needs: [], findings: [findAt(app, 'scopes', node, message)] };
  }
  if (ts.isCallExpression(node)) {
    const name = node.expression.getText().split('.').at(-1) ?? '';
    const scope = CALL_SCOPES.get(name);
    if (scope) return { needs: [{ scope, because: name, node }], findings: [] };
  }
  return { needs: [], findings: [] };
}

function readPackages(source: ts.SourceFile): Need[] {
  return listPackages(source).flatMap((name) => {
    const scope = PACKAGE_SCOPES.get(name);
    return scope ? [{ scope, because: `import '${name}'`, node: source.statements[0] ?? source }] : [];
  });
}

/** Each Jira call, event and store has the scope that it needs, and each scope is needed by something (V11). */
export function checkScopes(app: App): Finding[] {
  const declared = app.manifest.permissions?.scopes ?? [];
  const scopes = new Set(Array.isArray(declared) ? declared : Object.keys(declared));
  const readings = app.sources.flatMap((source) => [...walk(source)].map((node) => readNode(app, node)));
  const needs = [...readings.flatMap((reading) => reading.needs), ...app.sources.flatMap(readPackages)];
  const eventScopes = readEventScopes();
  const events = app.manifest.modules.trigger.flatMap((trigger) => trigger.events);
  const forEvents = events.flatMap((event) =>
    (eventScopes.get(event) ?? []).map((scope) => ({ event, scope })),
  );
  const used = new Set([...needs, ...forEvents].map(({ scope }) => scope));
  return [
    ...readings.flatMap((reading) => reading.findings),
    ...needs
      .filter(({ scope }) => !scopes.has(scope))
      .map(({ scope, because, node }) => findAt(app, 'scopes', node, `${because} needs the scope ${scope}`)),
    ...forEvents
      .filter(({ scope }) => !scopes.has(scope))
      .map(({ event, scope }) => findInManifest(app, 'scopes', event, `${event} needs the scope ${scope}`)),
    ...[...scopes]
      .filter((scope) => !used.has(scope))
      .map((scope) => findInManifest(app, 'scopes', scope, `nothing needs the scope ${scope}`)),
  ];
}
