import { z } from 'zod';
import type { SeenCrossing } from './small-world';

const Keyed = z.object({ key: z.string(), entityName: z.string().optional() });
const Audit = z.object({ value: z.object({ action: z.string() }) });
const Query = z.object({ partition: z.array(z.string()).default([]) });
const Job = z.object({ payload: z.tuple([z.object({ body: z.object({ kind: z.string() }) })]) });
const Body = z.looseObject({
  state: z.string(),
  steps: z.record(z.string(), z.string()),
  lease: z.object({ holder: z.string() }).optional(),
});
type Body = z.infer<typeof Body>;
const Made = z.object({ value: z.object({ body: Body }) });
const Changed = z.object({ set: z.tuple([z.object({ value: z.object({ body: Body }) })]) });

const TWILIO: readonly [method: string, path: RegExp, name: string][] = [
  ['GET', /\.wav$/, 'fetch the recording'],
  ['POST', /\/Messages\.json/, 'send the text'],
  ['GET', /\/Messages\.json/, 'look for the text'],
  ['DELETE', /\/Recordings\//, 'delete the recording'],
  ['GET', /\/Recordings\.json/, 'list the recordings'],
  ['GET', /\/Calls\.json/, 'list the calls'],
];
const JIRA: readonly [method: string, path: RegExp, name: string][] = [
  ['GET', /\/field$/, 'read the fields'],
  ['POST', /\/servicedeskapi\/request$/, 'create the request'],
  ['POST', /\/search\/jql$/, 'search for the request'],
  ['PUT', /\/properties\//, 'write the property'],
  ['POST', /\/comment$/, 'add the comment'],
  ['POST', /\/attachments$/, 'attach the recording'],
  ['GET', /\/issue\/[^/]+\?/, 'read the request'],
  ['PUT', /\/issue\/[^/]+$/, 'edit the request'],
];

/** Names the crossings of one world in words, each by itself: the second time is `… (2)`. */
export function createNamer(): (seen: SeenCrossing) => string {
  const counts = new Map<string, number>();
  let before: Body | undefined;

  function nameStore(path: string, body: string): string {
    const json: unknown = JSON.parse(body);
    const route = path.replace('/api/v1/', '');
    if (route === 'transaction' || (route === 'entity/set' && Made.safeParse(json).success)) {
      const after = Changed.safeParse(json).data?.set[0].value.body ?? Made.parse(json).value.body;
      const change = nameChange(before, after);
      before = after;
      return change;
    }
    if (route === 'entity/query') return `list the calls that are ${Query.parse(json).partition.join(', ')}`;
    const { key, entityName } = Keyed.parse(json);
    if (route === 'entity/set') return `append to the audit trail: ${Audit.parse(json).value.action}`;
    if (route === 'entity/get') return `read the ${entityName}`;
    if (route === 'secret/get') return `read the secret of ${key}`;
    return `${route === 'get' ? 'read' : route} ${key}`;
  }

  return (seen) => {
    const what = seen.kind === 'kvs' ? nameStore(seen.path, seen.body) : nameRequest(seen);
    const name = `${seen.by}: ${what}`;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  };
}

function nameRequest({ kind, method, path, body }: SeenCrossing): string {
  if (kind === 'queue') return `queue ${Job.parse(JSON.parse(body)).payload[0].body.kind}`;
  if (kind === 'openai') return path.includes('transcriptions') ? 'transcribe' : 'understand';
  const list = kind === 'twilio' ? TWILIO : JIRA;
  const known = list.find(([verb, pattern]) => verb === method && pattern.test(path));
  if (known === undefined) throw new Error(`Nobody has a name for ${kind} ${method} ${path}.`);
  return known[2];
}

/** What a write of the call's record was for. */
function nameChange(before: Body | undefined, after: Body): string {
  if (before === undefined) return `store the new call, ${after.state}`;
  if (after.state !== before.state) return `store the call, ${after.state}`;
  const step = Object.keys(after.steps).find((name) => !(name in before.steps));
  if (step !== undefined) return `note the step ${step}`;
  if (after.lease !== undefined && after.lease.holder !== before.lease?.holder) return 'take the lease';
  for (const part of ['intent', 'recording', 'endedAt', 'retry', 'restUntil', 'transcript', 'understanding'])
    if (after[part] !== undefined && before[part] === undefined) return `store its ${part}`;
  return 'store the call';
}

/**
 * What a crossing does: changes something at a vendor's, or on the bill; changes something of ours; adds to the audit
 * trail, which nothing is decided by; or nothing.
 */
export type Weight = 'outside' | 'own' | 'audit' | 'read';

export function weigh({ kind, method, path, body }: SeenCrossing): Weight {
  if (kind === 'queue') return 'own';
  if (kind === 'openai') return 'outside';
  if (kind !== 'kvs') return method === 'GET' || path.endsWith('/search/jql') ? 'read' : 'outside';
  if (!/transaction$|\/(?:set|delete)$/.test(path)) return 'read';
  return Audit.safeParse(JSON.parse(body)).success ? 'audit' : 'own';
}
