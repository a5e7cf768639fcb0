import Modal, {
  ModalBody,
  ModalFooter,
  ModalHeader,
  ModalTitle,
  ModalTransition,
} from '@atlaskit/modal-dialog';
import Tabs, { Tab, TabList, TabPanel } from '@atlaskit/tabs';
import Tooltip from '@atlaskit/tooltip';
import type { ComponentProps } from 'react';
import { type DrawProps, type Entry, like, pick } from '../entry';

type ModalProps = ComponentProps<typeof Modal>;

const MODAL = [
  'autoFocus',
  'onClose',
  'shouldScrollInViewport',
  'label',
  'testId',
  'width',
  'height',
] as const;

/** `icon` and `title` belong to the full-screen modal, which has a bar of its own. */
const DrawModal = ({ props, children }: DrawProps) => {
  if (props.width === 'fullscreen' || props.width === 'resizable')
    throw new Error(`The sandbox draws no ${props.width} modal.`);
  return <Modal {...pick<ModalProps>(props, MODAL)}>{children}</Modal>;
};

const TABS = [
  'id',
  'defaultSelected',
  'onChange',
  'selected',
  'shouldUnmountTabPanelOnChange',
  'testId',
] as const;

const DrawTabs = ({ props, children }: DrawProps) => (
  <Tabs id="tabs" {...pick<ComponentProps<typeof Tabs>>(props, TABS)}>
    {children}
  </Tabs>
);

const TOOLTIP = ['position', 'mousePosition', 'truncate', 'testId', 'delay'] as const;

const DrawTooltip = ({ props, children, draw }: DrawProps) => (
  <Tooltip {...pick<ComponentProps<typeof Tooltip>>(props, TOOLTIP)} content={draw(props.content)}>
    {children}
  </Tooltip>
);

export const panes: Record<string, Entry> = {
  Modal: { props: MODAL, Draw: DrawModal },
  ModalTransition: like(ModalTransition, []),
  ModalHeader: like(ModalHeader, ['testId']),
  ModalTitle: like(ModalTitle, ['appearance', 'isMultiline', 'testId']),
  ModalBody: like(ModalBody, ['testId', 'hasInlinePadding']),
  ModalFooter: like(ModalFooter, ['testId']),
  Tabs: { props: TABS, Draw: DrawTabs },
  TabList: like(TabList, []),
  Tab: like(Tab, ['testId']),
  TabPanel: like(TabPanel, ['testId']),
  Tooltip: { props: [...TOOLTIP, 'content'], Draw: DrawTooltip },
};
