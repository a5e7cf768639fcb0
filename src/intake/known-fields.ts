import type { Call } from '../contract/call';
import type { Line } from '../contract/settings';

/** What every call has, or what comes from the message itself. */
export const OWN_FIELDS = ['summary', 'description', 'priority'] as const;

/** Fields that have a value, or get one by themselves. */
export const knownFields = ({ answers = [], from }: Call, line: Line): Set<string> =>
  new Set<string>([
    ...OWN_FIELDS,
    ...Object.keys(line.fieldValues),
    ...(line.numberField !== undefined && from !== null ? [line.numberField] : []),
    ...answers.map(({ fieldId }) => fieldId),
  ]);
