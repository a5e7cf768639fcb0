import type { Call } from '../contract/call';
import type { Line } from '../contract/settings';

/** Fields that have a value, or get one by themselves. */
export const knownFields = ({ answers = [], from }: Call, line: Line): Set<string> =>
  new Set([
    'summary',
    'description',
    'priority',
    ...Object.keys(line.fieldValues),
    ...(line.numberField !== undefined && from !== null ? [line.numberField] : []),
    ...answers.map(({ fieldId }) => fieldId),
  ]);
