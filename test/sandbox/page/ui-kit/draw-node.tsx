import { Component, type ReactNode, useContext } from 'react';
import { Beside } from './beside';
import { type ForgeNode, isNode } from './forge-doc';
import { Problem } from './problem';
import { REGISTRY } from './registry';

/** A component that can't be drawn leaves the rest of the page as it is. */
class Boundary extends Component<{ node: ForgeNode; children: ReactNode }, { problem?: string | undefined }> {
  override state: { problem?: string | undefined } = {};

  static getDerivedStateFromError(error: unknown): { problem: string } {
    return { problem: error instanceof Error ? error.message : String(error) };
  }

  /** What the app draws next may be right again. */
  override componentDidUpdate(before: { node: ForgeNode }): void {
    if (before.node !== this.props.node && this.state.problem !== undefined)
      this.setState({ problem: undefined });
  }

  override render(): ReactNode {
    const { problem } = this.state;
    const { node, children } = this.props;
    return problem === undefined ? children : <Problem text={`${node.type}: ${problem}`} />;
  }
}

function DrawNode({ node }: { node: ForgeNode }) {
  const { type, props, children } = node;
  const beside = useContext(Beside);
  const entry = REGISTRY[type];
  if (entry === undefined) return <Problem text={`The sandbox does not draw UI Kit's ${type}.`} />;
  const unknown = Object.keys(props).filter((name) => !entry.props.includes(name));
  return (
    <>
      {unknown.map((name) => (
        <Problem key={name} text={`The sandbox does not draw the prop ${name} of UI Kit's ${type}.`} />
      ))}
      <entry.Draw node={node} props={props} draw={draw}>
        {children.map(draw)}
      </entry.Draw>
      {typeof props.testId === 'string' && beside(props.testId, node)}
    </>
  );
}

/** Draws what `@forge/react` wants drawn; text and numbers as they are. */
export const draw = (value: unknown): ReactNode => {
  if (isNode(value))
    return (
      <Boundary key={value.key} node={value}>
        <DrawNode node={value} />
      </Boundary>
    );
  if (Array.isArray(value)) return value.map(draw);
  return typeof value === 'string' || typeof value === 'number' ? value : null;
};
