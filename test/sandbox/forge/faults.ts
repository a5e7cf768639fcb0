/** The platform's own failures, on demand. */
export interface KvsFault {
  /** How many of the next storage calls fail. */
  calls: number;
  /** 429 or 5xx. */
  status: number;
  /** Let the write happen, and lose only the answer. */
  afterwards?: boolean;
  /** Only calls whose path has this part: `entity/set`, `transaction`, … */
  path?: string;
}

const codes: Record<number, string> = {
  // https://developer.atlassian.com/platform/forge/storage-reference/kvs-errorhandling/
  429: 'RATE_LIMIT_EXCEEDED',
  500: 'INTERNAL_SERVER_ERROR',
};

export interface KvsFaults {
  add(fault: KvsFault): void;
  apply(path: string, call: () => Response): Response;
}

export function createKvsFaults(): KvsFaults {
  const faults: KvsFault[] = [];
  return {
    add: (fault) => void faults.push({ ...fault }),
    apply(path, call) {
      const fault = faults.find((candidate) => candidate.path === undefined || path.includes(candidate.path));
      if (fault === undefined) return call();
      fault.calls -= 1;
      if (fault.calls <= 0) faults.splice(faults.indexOf(fault), 1);
      if (fault.afterwards === true) call();
      const code = codes[fault.status] ?? 'UNKNOWN_ERROR';
      return Response.json({ code, message: 'A failure that was asked for.' }, { status: fault.status });
    },
  };
}
