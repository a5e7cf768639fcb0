/** Why an attempt at a webhook failed, in the words of the retry policy `rp`. */
export type AttemptFailure = 'ct' | 'rt' | '4xx' | '5xx';

/** How one webhook is sent. Milliseconds. */
export interface ConnectionOverrides {
  connectTimeout: number;
  readTimeout: number;
  totalTime: number;
  retries: number;
  retryOn: ReadonlySet<AttemptFailure>;
}

export interface WebhookTarget {
  /** Without the fragment, character by character as it was registered: this is what gets signed. */
  url: string;
  overrides: ConnectionOverrides;
  /** What was wrong in the fragment; Twilio warns and uses its default. */
  problems: string[];
}

const ALL: readonly AttemptFailure[] = ['ct', 'rt', '4xx', '5xx'];
const LIMITS = {
  ct: { least: 100, most: 10_000, usual: 5_000 },
  rt: { least: 100, most: 15_000, usual: 15_000 },
  tt: { least: 100, most: 15_000, usual: 15_000 },
  rc: { least: 0, most: 5, usual: 1 },
} as const;

/**
 * Splits the connection overrides from a webhook URL: `https://example.com/voice#rc=3&rp=ct,rt,5xx`.
 * https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
export function readWebhookTarget(registered: string): WebhookTarget {
  const at = registered.indexOf('#');
  const url = at === -1 ? registered : registered.slice(0, at);
  const fragment = new URLSearchParams(at === -1 ? '' : registered.slice(at + 1));
  const problems: string[] = [];
  const readNumber = (name: keyof typeof LIMITS): number => {
    const { least, most, usual } = LIMITS[name];
    const text = fragment.get(name);
    if (text === null) return usual;
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    problems.push(`${name}=${text} is not between ${least} and ${most}`);
    return usual;
  };
  const overrides: ConnectionOverrides = {
    connectTimeout: readNumber('ct'),
    readTimeout: readNumber('rt'),
    totalTime: readNumber('tt'),
    retries: readNumber('rc'),
    retryOn: readPolicy(fragment.get('rp'), problems),
  };
  return { url, overrides, problems };
}

/** By default only a failed connection is tried again: an answer of 5xx is not. */
function readPolicy(text: string | null, problems: string[]): ReadonlySet<AttemptFailure> {
  if (text === null) return new Set(['ct']);
  const policy = new Set<AttemptFailure>();
  for (const word of text.split(',')) {
    const known = ALL.find((failure) => failure === word);
    if (word === 'all') for (const failure of ALL) policy.add(failure);
    else if (known) policy.add(known);
    else problems.push(`rp=${text}: "${word}" is none of 4xx, 5xx, ct, rt, all (11243)`);
  }
  return policy.size > 0 ? policy : new Set(['ct']);
}
