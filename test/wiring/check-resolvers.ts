import ts from 'typescript';
import { z } from 'zod';
import { type App, type Finding, findAt, findInManifest, readConstant, walk } from './app-source';
import { locateHandler } from './check-functions';

const screenSchema = z.looseObject({
  resource: z.string(),
  resolver: z.looseObject({ function: z.string() }),
});

interface Screen {
  /** The entry file of the screen. */
  path: string;
  /** The front door that answers it. */
  door: string;
}

/** The modules that show a resource and answer it with a resolver function of ours. */
function listScreens(app: App): Screen[] {
  const modules = Object.values(app.manifest.modules).flatMap((value) => (Array.isArray(value) ? value : []));
  return modules.flatMap((module) => {
    const screen = screenSchema.safeParse(module);
    if (!screen.success) return [];
    const { resource, resolver } = screen.data;
    const path = app.manifest.resources.find(({ key }) => key === resource)?.path;
    const handler = app.manifest.modules.function.find(({ key }) => key === resolver.function)?.handler;
    return path && handler ? [{ path, door: locateHandler(app, handler).path }] : [];
  });
}

interface KeyUse {
  key: string | undefined;
  node: ts.Node;
}

/** Where a name was imported or re-exported from, and what it is called there. */
function readOrigin(declaration: ts.Declaration): { from: ts.StringLiteral; name: string } | undefined {
  if (!ts.isImportSpecifier(declaration) && !ts.isExportSpecifier(declaration)) return undefined;
  const statement = ts.isImportSpecifier(declaration)
    ? declaration.parent.parent.parent
    : declaration.parent.parent;
  const from = 'moduleSpecifier' in statement ? statement.moduleSpecifier : undefined;
  if (from === undefined || !ts.isStringLiteral(from)) return undefined;
  return { from, name: (declaration.propertyName ?? declaration.name).text };
}

const isMakeInvoke = (node: ts.Expression | undefined): boolean =>
  node !== undefined && ts.isCallExpression(node) && node.expression.getText() === 'makeInvoke';

/** Packages are not loaded, so names are followed by hand, file by file, up to where they leave our own. */
function isInvokeSymbol(app: App, symbol: ts.Symbol | undefined): boolean {
  const declaration = symbol?.declarations?.[0];
  if (declaration === undefined) return false;
  if (ts.isVariableDeclaration(declaration)) return isMakeInvoke(declaration.initializer);
  const origin = readOrigin(declaration);
  if (origin === undefined) return false;
  if (origin.from.text === '@forge/bridge') return origin.name === 'invoke';
  const module = app.checker.getSymbolAtLocation(origin.from);
  const exported = module && app.checker.getExportsOfModule(module).find(({ name }) => name === origin.name);
  return isInvokeSymbol(app, exported);
}

const isInvoke = (app: App, callee: ts.Expression): boolean =>
  ts.isIdentifier(callee) && isInvokeSymbol(app, app.checker.getSymbolAtLocation(callee));

function listInvocations(app: App, path: string): KeyUse[] {
  return app.reach(path).flatMap((source) =>
    [...walk(source)].flatMap((node) => {
      if (!ts.isCallExpression(node) || !isInvoke(app, node.expression)) return [];
      const [key] = node.arguments;
      return [{ key: key && readConstant(app, key), node }];
    }),
  );
}

function readDefinitions(app: App, call: ts.CallExpression): KeyUse[] {
  const callee = call.expression.getText();
  const [first] = call.arguments;
  if (first === undefined) return [];
  if (/(^|\.)makeResolver$/.test(callee)) {
    const properties = app.checker.getTypeAtLocation(first).getProperties();
    return properties.map(({ name, valueDeclaration }) => ({ key: name, node: valueDeclaration ?? call }));
  }
  // A resolver is the only thing with a define() here; AMD is long gone.
  return ts.isPropertyAccessExpression(call.expression) && call.expression.name.text === 'define'
    ? [{ key: readConstant(app, first), node: call }]
    : [];
}

const listDefinitions = (app: App, door: string): KeyUse[] =>
  app
    .reach(door)
    .flatMap((source) =>
      [...walk(source)].flatMap((node) => (ts.isCallExpression(node) ? readDefinitions(app, node) : [])),
    );

function compare(app: App, { path, door }: Screen): Finding[] {
  const invocations = listInvocations(app, path);
  const definitions = listDefinitions(app, door);
  const defined = new Set(definitions.map(({ key }) => key));
  return invocations
    .filter(({ key }) => key === undefined || !defined.has(key))
    .map(({ key, node }) =>
      findAt(
        app,
        'resolvers',
        node,
        key === undefined
          ? 'write the key that is invoked as a constant, so that it can be checked'
          : `${door} does not define ${key}`,
      ),
    );
}

/** Each key that a screen invokes is defined by its resolver, and each definition is invoked by some screen. */
export function checkResolvers(app: App): Finding[] {
  const screens = listScreens(app);
  const doors = [...new Set(screens.map(({ door }) => door))];
  const unused = doors.flatMap((door) => {
    const shown = screens.filter((screen) => screen.door === door);
    const invoked = new Set(shown.flatMap(({ path }) => listInvocations(app, path)).map(({ key }) => key));
    return listDefinitions(app, door)
      .filter(({ key }) => key === undefined || !invoked.has(key))
      .map(({ key, node }) =>
        findAt(app, 'resolvers', node, `no screen of ${door} invokes ${key ?? 'this'}`),
      );
  });
  const silent = doors
    .filter((door) => listDefinitions(app, door).length === 0)
    .map((door) =>
      findInManifest(app, 'resolvers', 'resolver', `${door} is a resolver, but defines nothing`),
    );
  return [...screens.flatMap((screen) => compare(app, screen)), ...unused, ...silent];
}
