import { existsSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { type App, type Finding, findAt, findInManifest, readConstant, walk } from './app-source';

/** The function keys that modules name, wherever the module's schema puts them. */
function listFunctionReferences(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(listFunctionReferences);
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === 'function' && typeof value === 'string' ? [value] : listFunctionReferences(value),
  );
}

/** `entry/phone.handle` -> `src/entry/phone.ts`, `handle`. */
export function locateHandler(app: App, handler: string): { path: string; name: string } {
  const dot = handler.lastIndexOf('.');
  const base = `src/${handler.slice(0, dot)}`;
  const path = [`${base}.ts`, `${base}.tsx`].find((file) => existsSync(join(app.directory, file)));
  return { path: path ?? `${base}.ts`, name: handler.slice(dot + 1) };
}

function exportsName(app: App, path: string, name: string): boolean {
  const source = app.sources.find((file) => app.nameOf(file) === path);
  const module = source && app.checker.getSymbolAtLocation(source);
  return module ? app.checker.getExportsOfModule(module).some((symbol) => symbol.name === name) : false;
}

/** Every function has a handler that exists, every front door is some function's, every function is some module's. */
export function checkHandlers(app: App): Finding[] {
  const { function: functions, ...others } = app.manifest.modules;
  const used = new Set(listFunctionReferences(others));
  const declared = new Set(functions.map(({ key }) => key));
  const handlers = functions.map(({ handler }) => ({ handler, ...locateHandler(app, handler) }));
  const doors = app.sources.map(app.nameOf).filter((file) => /^src\/entry\/[^/]+\.tsx?$/.test(file));
  const find = (text: string, message: string): Finding => findInManifest(app, 'handlers', text, message);
  return [
    ...handlers
      .filter(({ path, name }) => !exportsName(app, path, name))
      .map(({ handler, path, name }) => find(handler, `${handler}: ${path} does not export ${name}`)),
    ...[...used]
      .filter((key) => !declared.has(key))
      .map((key) => find(key, `a module names the function ${key}, which is not declared`)),
    ...[...declared]
      .filter((key) => !used.has(key))
      .map((key) => find(key, `no module uses the function ${key}`)),
    ...doors
      .filter((door) => !handlers.some(({ path }) => path === door))
      .map((door) => ({
        rule: 'handlers',
        file: door,
        line: 1,
        message: 'no function of the manifest opens this',
      })),
  ];
}

interface QueueUse {
  key: string | undefined;
  node: ts.Node;
}

function listQueues(app: App): QueueUse[] {
  const isKey = (property: ts.ObjectLiteralElementLike): property is ts.PropertyAssignment =>
    ts.isPropertyAssignment(property) && property.name.getText() === 'key';
  return app.sources.flatMap((source) =>
    [...walk(source)].flatMap((node) => {
      if (!ts.isNewExpression(node) || node.expression.getText() !== 'Queue') return [];
      const [options] = node.arguments ?? [];
      const key =
        options && ts.isObjectLiteralExpression(options) ? options.properties.find(isKey) : undefined;
      return [{ key: key && readConstant(app, key.initializer), node }];
    }),
  );
}

/** Each queue that the code pushes to has a consumer, and each consumer a queue that is pushed to. */
export function checkQueues(app: App): Finding[] {
  const uses = listQueues(app);
  const consumers = app.manifest.modules.consumer;
  return [
    ...uses
      .filter(({ key }) => !consumers.some(({ queue }) => queue === key))
      .map(({ key, node }) =>
        findAt(
          app,
          'queues',
          node,
          key === undefined
            ? 'write the key of the queue as a constant, so that it can be checked'
            : `the queue ${key} has no consumer in the manifest`,
        ),
      ),
    ...consumers
      .filter(({ queue }) => !uses.some(({ key }) => key === queue))
      .map(({ queue }) => findInManifest(app, 'queues', queue, `nothing pushes to the queue ${queue}`)),
  ];
}

function listResourceKeys(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(listResourceKeys);
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === 'resource' && typeof value === 'string' ? [value] : listResourceKeys(value),
  );
}

/** Each resource exists and is shown by some module; each screen is some resource. */
export function checkResources(app: App): Finding[] {
  const shown = new Set(listResourceKeys(app.manifest.modules));
  const { resources } = app.manifest;
  const find = (text: string, message: string): Finding => findInManifest(app, 'resources', text, message);
  const screens = app.sources.map(app.nameOf).filter((file) => /^static\/[^/]+\/index\.tsx$/.test(file));
  return [
    ...resources
      .filter(({ path }) => !existsSync(join(app.directory, path)))
      .map(({ key, path }) => find(path, `the resource ${key} is not at ${path}`)),
    ...resources.filter(({ key }) => !shown.has(key)).map(({ key }) => find(key, `no module shows ${key}`)),
    ...[...shown]
      .filter((key) => !resources.some((resource) => resource.key === key))
      .map((key) => find(key, `a module shows ${key}, which is not a resource`)),
    ...screens
      .filter((file) => !resources.some(({ path }) => path === file))
      .map((file) => ({
        rule: 'resources',
        file,
        line: 1,
        message: 'no resource of the manifest is this screen',
      })),
  ];
}
