import type { ComponentType, ReactNode } from 'react';
import type { ForgeNode, ForgeProps } from './forge-doc';

export interface DrawProps {
  node: ForgeNode;
  props: ForgeProps;
  /** The node's children, drawn. */
  children: ReactNode;
  /** Draws an element that the app gave in a prop; text as it is. */
  draw(value: unknown): ReactNode;
}

/** How one component of UI Kit is drawn. */
export interface Entry {
  /** The props of `@atlaskit/forge-react-types` that `Draw` heeds. Any other is an error, never ignored in silence. */
  props: readonly string[];
  Draw: ComponentType<DrawProps>;
}

type Names<P> = readonly (keyof P & string)[];

/** The given props that are set. Their types are Atlaskit's, to which the app's code was checked. */
export const pick = <P,>(props: ForgeProps, names: Names<P>): Partial<P> =>
  Object.fromEntries(
    Object.entries(props).filter(([name]) => names.some((known) => known === name)),
  ) as Partial<P>;

/** A component that is Atlaskit's own, prop by prop. */
export function like<P>(Component: ComponentType<P>, names: Names<P>, fixed: Partial<P> = {}): Entry {
  const Draw = ({ props, children, node }: DrawProps) => {
    const given = { ...fixed, ...pick<P>(props, names) } as P & JSX.IntrinsicAttributes;
    return node.children.length === 0 ? (
      <Component {...given} />
    ) : (
      <Component {...given}>{children}</Component>
    );
  };
  return { props: names, Draw };
}

export const readString = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

export const readBoolean = (value: unknown): boolean | undefined =>
  typeof value === 'boolean' ? value : undefined;

export const readFunction = (value: unknown): ((...given: unknown[]) => Promise<unknown>) | undefined =>
  typeof value === 'function' ? async (...given) => value(...given) : undefined;
