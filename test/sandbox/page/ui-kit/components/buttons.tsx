import { ButtonGroup } from '@atlaskit/button';
import Button, { LinkButton } from '@atlaskit/button/new';
import type { ComponentProps } from 'react';
import { type DrawProps, type Entry, like, pick } from '../entry';
import { iconProp } from './icons';

type ButtonProps = ComponentProps<typeof Button>;
type LinkButtonProps = ComponentProps<typeof LinkButton>;

const SHARED = [
  'appearance',
  'autoFocus',
  'isDisabled',
  'isSelected',
  'onBlur',
  'onClick',
  'onFocus',
  'shouldFitContainer',
  'spacing',
  'testId',
] as const;
const ICONS = ['iconBefore', 'iconAfter'];

const LINK_LOOKS = ['link', 'subtle-link'];

function checkLook({ appearance, spacing }: DrawProps['props']): void {
  if (LINK_LOOKS.includes(String(appearance)) || spacing === 'none')
    throw new Error(`The sandbox draws no button with appearance ${appearance} and spacing ${spacing}.`);
}

const DrawButton = ({ props, children }: DrawProps) => {
  checkLook(props);
  return (
    <Button
      {...pick<ButtonProps>(props, [...SHARED, 'type'])}
      {...iconProp('iconBefore', props.iconBefore)}
      {...iconProp('iconAfter', props.iconAfter)}
      {...(props.isLoading === true ? { isLoading: true } : {})}
    >
      {children}
    </Button>
  );
};

const DrawLinkButton = ({ props, children }: DrawProps) => {
  checkLook(props);
  const { href = '', ...given } = pick<LinkButtonProps>(props, [...SHARED, 'href', 'target']);
  return (
    <LinkButton {...given} href={href}>
      {children}
    </LinkButton>
  );
};

const group = like(ButtonGroup, ['testId', 'label', 'titleId']);

export const buttons: Record<string, Entry> = {
  Button: { props: [...SHARED, 'type', ...ICONS], Draw: DrawButton },
  LoadingButton: { props: [...SHARED, 'type', 'isLoading'], Draw: DrawButton },
  LinkButton: { props: [...SHARED, 'href', 'target'], Draw: DrawLinkButton },
  // Atlaskit's own group has given up its `appearance`, which its buttons have.
  ButtonGroup: { ...group, props: [...group.props, 'appearance'] },
};
