import ts from 'typescript';
import { type App, walk } from './app-source';

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** What a piece of code says about the method of a request: this one, or one that can't be read. */
type Word = string | 'unreadable' | undefined;

function readOptions(app: App, options: ts.ObjectLiteralExpression): Word {
  const written = options.properties.find((property) => property.name?.getText() === 'method');
  if (written) {
    const value = ts.isPropertyAssignment(written) ? written.initializer : undefined;
    return value && ts.isStringLiteralLike(value) ? value.text : 'unreadable';
  }
  const spreads = options.properties.filter(ts.isSpreadAssignment);
  return spreads.some(({ expression }) => mayHoldMethod(app, expression)) ? 'unreadable' : undefined;
}

/** Whether a value could bring a method along: it has such a property, or we can't see what it is. */
function mayHoldMethod(app: App, expression: ts.Expression): boolean {
  const type = app.checker.getTypeAtLocation(expression);
  return (
    Boolean(type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) ||
    type.getProperty('method') !== undefined
  );
}

function readArgument(app: App, argument: ts.Expression): Word {
  if (ts.isStringLiteralLike(argument)) return METHODS.has(argument.text) ? argument.text : undefined;
  if (ts.isObjectLiteralExpression(argument)) return readOptions(app, argument);
  if (ts.isTaggedTemplateExpression(argument) || ts.isFunctionLike(argument)) return undefined;
  return ts.isIdentifier(argument) && /^(init|options)$/.test(argument.text) && mayHoldMethod(app, argument)
    ? 'unreadable'
    : undefined;
}

/** A helper of ours that always sends the same method says so in its body. */
function readHelper(app: App, callee: ts.Expression): Word {
  const declaration = app.checker.getSymbolAtLocation(callee)?.declarations?.[0];
  const body = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : declaration;
  if (body === undefined || !ts.isFunctionLike(body)) return undefined;
  const options = [...walk(body)]
    .filter(ts.isObjectLiteralExpression)
    .map((literal) => readOptions(app, literal));
  return options.find((word) => word !== undefined && METHODS.has(word));
}

/** `send(route, { method })`, `jira.post(route)`; as with `requestJira` and `fetch`, no method means GET. */
function readCall(app: App, call: ts.CallExpression): Word {
  const said = call.arguments
    .map((argument) => readArgument(app, argument))
    .find((word) => word !== undefined);
  if (said) return said;
  const name = call.expression.getText().split('.').at(-1)?.toUpperCase() ?? '';
  return METHODS.has(name) ? name : (readHelper(app, call.expression) ?? 'GET');
}

/** The calls of a name that a route was given: `const path = route`…`; read(path)`. */
function followName(app: App, declaration: ts.VariableDeclaration): string[] {
  const symbol = app.checker.getSymbolAtLocation(declaration.name);
  const uses = [...walk(declaration.getSourceFile())].filter(
    (node) =>
      ts.isIdentifier(node) && node !== declaration.name && app.checker.getSymbolAtLocation(node) === symbol,
  );
  return uses.flatMap((use) => readMethods(app, use));
}

/**
 * The methods with which a route (or a name that holds one) is requested. They are read where it is passed on: from the
 * call, the object or the tuple around it.
 *
 * @returns empty when they can't be read.
 */
export function readMethods(app: App, route: ts.Node): string[] {
  for (let node = route.parent; node && !ts.isFunctionLike(node); node = node.parent) {
    if (ts.isVariableDeclaration(node)) return ts.isIdentifier(node.name) ? followName(app, node) : [];
    const word = readAround(app, node);
    if (word) return word === 'unreadable' ? [] : [word];
  }
  return [];
}

function readAround(app: App, node: ts.Node): Word {
  if (ts.isObjectLiteralExpression(node)) return readOptions(app, node);
  if (ts.isArrayLiteralExpression(node)) {
    return node.elements.map((element) => readArgument(app, element)).find((word) => word !== undefined);
  }
  return ts.isCallExpression(node) ? readCall(app, node) : undefined;
}
