import EmptyState from '@atlaskit/empty-state';
import Lozenge from '@atlaskit/lozenge';
import ProgressBar from '@atlaskit/progress-bar';
import { ProgressTracker } from '@atlaskit/progress-tracker';
import SectionMessage, { SectionMessageAction } from '@atlaskit/section-message';
import Spinner from '@atlaskit/spinner';
import Tag, { SimpleTag } from '@atlaskit/tag';
import TagGroup from '@atlaskit/tag-group';
import { type ComponentProps, Fragment, type ReactElement } from 'react';
import { type DrawProps, type Entry, like, pick } from '../entry';

type SectionMessageProps = ComponentProps<typeof SectionMessage>;

const DrawSectionMessage = ({ props, children, draw }: DrawProps) => {
  const given = pick<SectionMessageProps>(props, ['appearance', 'title', 'testId']) as SectionMessageProps;
  const list = Array.isArray(props.actions)
    ? props.actions
    : props.actions === undefined
      ? []
      : [props.actions];
  const actions = list.map((action, index): ReactElement => {
    // biome-ignore lint/suspicious/noArrayIndexKey: a list without keys, as the app gave it
    return <Fragment key={index}>{draw(action)}</Fragment>;
  });
  return (
    <SectionMessage {...given} {...(actions.length > 0 ? { actions } : {})}>
      {children}
    </SectionMessage>
  );
};

const EMPTY_STATE = ['buttonGroupLabel', 'header', 'headingLevel', 'isLoading', 'testId', 'width'] as const;
const EMPTY_STATE_PARTS = ['description', 'primaryAction', 'secondaryAction', 'tertiaryAction'] as const;

const DrawEmptyState = ({ props, draw }: DrawProps) => {
  const { header = '', ...given } = pick<ComponentProps<typeof EmptyState>>(props, EMPTY_STATE);
  const parts = EMPTY_STATE_PARTS.filter((name) => props[name] !== undefined).map((name) => [
    name,
    draw(props[name]),
  ]);
  return <EmptyState header={header} {...given} {...Object.fromEntries(parts)} />;
};

const TAG = ['text', 'color', 'href', 'testId'] as const;
const REMOVABLE_TAG = ['removeButtonLabel', 'onAfterRemoveAction'] as const;

/**
 * Removable where its button has a label: https://developer.atlassian.com/platform/forge/ui-kit/components/tag/.
 * `onBeforeRemoveAction` would have to answer at once, which nothing does across the bridge.
 */
const DrawTag = ({ props, draw }: DrawProps) => {
  const elemBefore = props.elemBefore === undefined ? {} : { elemBefore: draw(props.elemBefore) };
  const { text = '', ...given } = pick<ComponentProps<typeof Tag>>(props, [...TAG, ...REMOVABLE_TAG]);
  if (props.removeButtonLabel === undefined)
    return <SimpleTag text={text} {...pick<ComponentProps<typeof SimpleTag>>(props, TAG)} {...elemBefore} />;
  return <Tag text={text} {...given} {...elemBefore} />;
};

export const status: Record<string, Entry> = {
  Lozenge: like(Lozenge, ['appearance', 'isBold', 'maxWidth', 'testId']),
  Spinner: like(Spinner, ['appearance', 'delay', 'label', 'size', 'testId']),
  ProgressBar: like(ProgressBar, ['appearance', 'ariaLabel', 'isIndeterminate', 'testId', 'value']),
  ProgressTracker: like(ProgressTracker, ['label', 'testId', 'animated', 'spacing', 'items']),
  SectionMessage: { props: ['appearance', 'title', 'actions', 'testId'], Draw: DrawSectionMessage },
  SectionMessageAction: like(SectionMessageAction, ['onClick', 'href', 'testId']),
  EmptyState: { props: [...EMPTY_STATE, ...EMPTY_STATE_PARTS], Draw: DrawEmptyState },
  Tag: { props: [...TAG, ...REMOVABLE_TAG, 'appearance', 'elemBefore'], Draw: DrawTag },
  TagGroup: like(TagGroup, ['alignment']),
};
