/** An answer of the storage API other than success: `{code, message}` with a status. */
export class KvsProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Documented as 400 with a code: https://developer.atlassian.com/platform/forge/storage-reference/kvs-errorhandling/ */
export const refuse = (code: string, message: string): KvsProblem => new KvsProblem(400, code, message);

export const keyNotFound = (): KvsProblem =>
  new KvsProblem(404, 'KEY_NOT_FOUND', 'Provided key does not exist');

// The documentation names no code for the following three; an app should rely on no more than "it failed".
export const keyExists = (key: string): KvsProblem =>
  new KvsProblem(409, 'KEY_ALREADY_EXISTS', `The key '${key}' already exists.`);
export const conditionFailed = (key: string): KvsProblem =>
  new KvsProblem(409, 'TRANSACTION_CONDITION_FAILED', `A condition on the key '${key}' is not met.`);
export const badRequest = (message: string): KvsProblem => refuse('BAD_REQUEST', message);
