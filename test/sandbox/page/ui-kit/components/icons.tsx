import Add from '@atlaskit/icon/core/add';
import Alert from '@atlaskit/icon/core/alert';
import ArrowLeft from '@atlaskit/icon/core/arrow-left';
import ArrowRight from '@atlaskit/icon/core/arrow-right';
import ChartBar from '@atlaskit/icon/core/chart-bar';
import CheckCircle from '@atlaskit/icon/core/check-circle';
import CheckMark from '@atlaskit/icon/core/check-mark';
import ChevronDown from '@atlaskit/icon/core/chevron-down';
import ChevronRight from '@atlaskit/icon/core/chevron-right';
import Clock from '@atlaskit/icon/core/clock';
import Copy from '@atlaskit/icon/core/copy';
import Cross from '@atlaskit/icon/core/cross';
import CrossCircle from '@atlaskit/icon/core/cross-circle';
import Delete from '@atlaskit/icon/core/delete';
import Download from '@atlaskit/icon/core/download';
import Edit from '@atlaskit/icon/core/edit';
import ErrorIcon from '@atlaskit/icon/core/error';
import Information from '@atlaskit/icon/core/information';
import LinkExternal from '@atlaskit/icon/core/link-external';
import LockLocked from '@atlaskit/icon/core/lock-locked';
import Microphone from '@atlaskit/icon/core/microphone';
import Person from '@atlaskit/icon/core/person';
import QuestionCircle from '@atlaskit/icon/core/question-circle';
import Refresh from '@atlaskit/icon/core/refresh';
import Search from '@atlaskit/icon/core/search';
import Settings from '@atlaskit/icon/core/settings';
import Success from '@atlaskit/icon/core/status-success';
import Warning from '@atlaskit/icon/core/status-warning';
import VideoPause from '@atlaskit/icon/core/video-pause';
import VideoPlay from '@atlaskit/icon/core/video-play';
import type { ComponentProps, ComponentType } from 'react';
import { type DrawProps, type Entry, readString } from '../entry';
import { toCss } from '../token-css';

type IconComponent = typeof Add;
/** Atlaskit takes a token's variable, and has no type for it. */
type IconColor = NonNullable<ComponentProps<IconComponent>['color']>;

/** A handful of UI Kit's glyphs; another one is an import and a line. */
const ICONS: Record<string, IconComponent> = {
  add: Add,
  alert: Alert,
  'arrow-left': ArrowLeft,
  'arrow-right': ArrowRight,
  'chart-bar': ChartBar,
  'check-circle': CheckCircle,
  'check-mark': CheckMark,
  'chevron-down': ChevronDown,
  'chevron-right': ChevronRight,
  clock: Clock,
  copy: Copy,
  cross: Cross,
  'cross-circle': CrossCircle,
  delete: Delete,
  download: Download,
  edit: Edit,
  error: ErrorIcon,
  information: Information,
  'link-external': LinkExternal,
  'lock-locked': LockLocked,
  microphone: Microphone,
  person: Person,
  'question-circle': QuestionCircle,
  refresh: Refresh,
  search: Search,
  settings: Settings,
  'status-success': Success,
  'status-warning': Warning,
  'video-pause': VideoPause,
  'video-play': VideoPlay,
  warning: Warning,
};

/** @throws Error naming the glyph that is not drawn here */
export function findIcon(glyph: unknown): IconComponent {
  const found = typeof glyph === 'string' ? ICONS[glyph] : undefined;
  if (found === undefined) throw new Error(`The sandbox has no icon '${String(glyph)}'.`);
  return found;
}

/** For the props that take an icon, such as `iconBefore`. */
export const iconProp = (name: string, glyph: unknown): Record<string, ComponentType<{ label: string }>> =>
  glyph === undefined ? {} : { [name]: findIcon(glyph) as ComponentType<{ label: string }> };

const DrawIcon = ({ props }: DrawProps) => {
  const Icon = findIcon(props.glyph);
  const color = readString(props.color);
  return (
    <Icon
      label={readString(props.label) ?? ''}
      size={props.size === 'small' ? 'small' : 'medium'}
      {...(color === undefined ? {} : { color: toCss(color) as IconColor })}
    />
  );
};

export const icons: Record<string, Entry> = {
  Icon: { props: ['glyph', 'label', 'size', 'color'], Draw: DrawIcon },
};
