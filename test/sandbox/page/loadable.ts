/** What was asked of the server. A failed refresh keeps what was there, so that nothing jumps away. */
export interface Loadable<T> {
  value?: T;
  error?: string;
}

export const succeed = <T>(value: T): Loadable<T> => ({ value });

export const fail = <T>(before: Loadable<T>, error: string): Loadable<T> => ({ ...before, error });
