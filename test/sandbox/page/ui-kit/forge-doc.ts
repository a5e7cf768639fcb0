import { acrossBridge } from './across-bridge';

export type ForgeProps = Record<string, unknown>;

/** A part of what a UI Kit front end wants drawn. https://developer.atlassian.com/platform/forge/ui-kit/ */
export interface ForgeNode {
  readonly kind: typeof NODE;
  type: string;
  /** Stays the same for as long as the part is there. */
  key: string;
  /** Plain data, functions that may be called, and nodes where the app gave an element. */
  props: ForgeProps;
  children: ForgeNode[];
}

/** Tells a node from data of the app that happens to look like one. */
const NODE = Symbol('ForgeNode');

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

export const isNode = (value: unknown): value is ForgeNode => isObject(value) && value.kind === NODE;

const isElement = (value: Record<string, unknown>): boolean =>
  typeof value.$$typeof === 'symbol' && isObject(value.props);

/**
 * Copies what `reconcile` of `@forge/react` handed over: the app goes on changing its own tree, and what crosses the
 * bridge is plain data and callable functions.
 * @throws Error naming the component and the prop that could not cross the bridge
 */
export function readForgeDoc(doc: unknown): ForgeNode {
  if (!isObject(doc) || typeof doc.type !== 'string') throw new Error('reconcile brought no document.');
  const { type, key, children } = doc;
  return {
    kind: NODE,
    type,
    key: String(key),
    props: readProps(type, isObject(doc.props) ? doc.props : {}),
    children: Array.isArray(children) ? children.map(readForgeDoc) : [],
  };
}

function readProps(type: string, props: Record<string, unknown>): ForgeProps {
  const entries = Object.entries(props).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, readValue(value, `${type}.${name}`)]));
}

function readValue(value: unknown, where: string): unknown {
  if (typeof value === 'function') return acrossBridge((...given) => value(...given), where);
  if (typeof value === 'symbol' || typeof value === 'bigint')
    throw new Error(`${where}: a ${typeof value} can't cross the bridge.`);
  if (!isObject(value)) return value;
  if (Array.isArray(value)) return value.map((item, index) => readValue(item, `${where}[${index}]`));
  if (isElement(value)) return readElement(value, where);
  // By name, since the app's objects come from the frame, which has a prototype of its own.
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.prototype.toString.call(value) !== '[object Object]')
    throw new Error(`${where}: a ${Object.prototype.toString.call(value)} can't cross the bridge.`);
  return readProps(where, value);
}

/** An element in a prop, as in `primaryAction={<Button/>}`: the reconciler leaves those as they are. */
function readElement(element: Record<string, unknown>, where: string, key = '0'): ForgeNode {
  if (typeof element.type !== 'string')
    throw new Error(`${where}: only UI Kit's own components can be given in a prop.`);
  const { children, ...props } = isObject(element.props) ? element.props : {};
  return {
    kind: NODE,
    type: element.type,
    key: String(element.key ?? key),
    props: readProps(element.type, props),
    children: readElementChildren(children, where),
  };
}

function readElementChildren(children: unknown, where: string): ForgeNode[] {
  const list = (Array.isArray(children) ? children.flat(Number.POSITIVE_INFINITY) : [children]) as unknown[];
  return list.flatMap((child, index) => {
    if (child === null || child === undefined || typeof child === 'boolean') return [];
    const key = String(index);
    if (isObject(child)) return [readElement(child, where, key)];
    return [{ kind: NODE, type: 'String', key, props: { text: String(child) }, children: [] }];
  });
}
