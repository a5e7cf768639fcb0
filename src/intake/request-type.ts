import type { Call } from '../contract/call';
import type { Line } from '../contract/settings';

/** What the caller or the caller's words have chosen, as long as the line offers it; or the line's own. */
export const requestTypeOf = ({ requestType }: Pick<Call, 'requestType'>, line: Line): string =>
  line.requestTypes.find(({ id }) => id === requestType?.id)?.id ?? line.requestTypeId;
