import type { Call } from '../contract/call';
import type { Failure } from '../contract/failure';
import type { Line } from '../contract/settings';
import { requestTypeOf } from './request-type';

/** For the admin: why Jira made no request, and what to do about it. */
export function filingProblem(failure: Failure, line: Line, call: Call): string {
  const place = placeOf(line, call);
  switch (failure.kind) {
    case 'unauthorised':
      return `Jira does not let the app make requests in ${place}. Give the app access to the project, then try again.`;
    case 'not-found':
      return `There is no ${place} any more. Choose another one for the line "${line.name}", then try again.`;
    case 'malformed':
      return mayBeThere(line, call);
    case 'rejected':
      return `Jira did not take the request for ${place}: ${sentence(failure.detail)} Set values for the line's required fields, then try again.`;
    default:
      return `Jira could not make the request within a week (${failure.kind}). Try again.`;
  }
}

const sentence = (text: string): string => (/[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`);

/** A person has to look: one more might be one too many. */
export const mayBeThere = (line: Line, call: Call): string =>
  `Jira may have made a request for ${placeOf(line, call)}, but did not say so, and it can't be found. Look for reference ${call.reference} there. If there is none, try again.`;

const placeOf = (line: Line, call: Call): string =>
  `request type ${requestTypeOf(call, line)} of service desk ${line.serviceDeskId}`;
