import { Hono } from 'hono';
import type { StandInContext } from '../stand-in';
import { type ControlState, type Fault, takeReply } from './control';
import { type Heard, hear } from './hearing';
import { detectLanguages } from './language';
import { MODELS } from './models';
import { Problem, unknownModel } from './problem';
import { type Answer, limitAnswer, renderResponse } from './response-reply';
import { parseResponseRequest, type ResponseRequest } from './response-request';
import { streamResponse } from './response-stream';
import { checkLength, renderTranscription, streamTranscription } from './transcription-reply';
import { parseTranscription } from './transcription-request';
import { understand } from './understanding/understand';

interface Env {
  Bindings: { fault: Fault | undefined };
}

export interface VendorApi {
  fetch(request: Request, bindings: Env['Bindings']): Promise<Response>;
}

type StoredResponse = ReturnType<typeof renderResponse>;

/** The paths of api.openai.com that the stand-in plays. */
export function createVendorApi(context: StandInContext, state: ControlState): VendorApi {
  const app = new Hono<Env>();
  app.onError((error) => {
    throw error;
  });
  app.notFound((c) => {
    const message = `Invalid URL (${c.req.method} ${c.req.path})`;
    throw new Problem(404, { message });
  });
  addModels(app);
  addTranscriptions(app, state);
  addResponses(app, context, state);
  return { fetch: async (request, bindings) => app.fetch(request, bindings) };
}

const renderHtml = (): Response =>
  new Response('<!doctype html><title>Welcome</title>', { headers: { 'content-type': 'text/html' } });

const renderEvents = (events: string[]): Response =>
  new Response(events.join(''), { headers: { 'content-type': 'text/event-stream; charset=utf-8' } });

function addModels(app: Hono<Env>): void {
  app.get('/v1/models', (c) =>
    c.env.fault?.kind === 'malformed' ? renderHtml() : c.json({ object: 'list', data: MODELS }),
  );
  app.get('/v1/models/:id', (c) => {
    const model = MODELS.find(({ id }) => id === c.req.param('id'));
    if (!model) throw unknownModel(404, c.req.param('id'));
    return c.env.fault?.kind === 'malformed' ? renderHtml() : c.json(model);
  });
}

function addTranscriptions(app: Hono<Env>, state: ControlState): void {
  app.post('/v1/audio/transcriptions', async (c) => {
    if (!c.req.header('content-type')?.startsWith('multipart/form-data')) {
      throw new Problem(400, { message: 'Could not parse multipart form' });
    }
    const form = await c.req.formData().catch(() => {
      throw new Problem(400, { message: 'Could not parse multipart form' });
    });
    const request = parseTranscription(form);
    const heard = await hear(new Uint8Array(await request.file.arrayBuffer()));
    checkLength(request, heard.seconds);
    if (c.env.fault?.kind === 'malformed') return renderHtml();
    const words = chooseWords(heard, c.env.fault, state);
    if (request.stream) {
      return renderEvents([
        ...[...streamTranscription(request, words)].map((event) => `data: ${JSON.stringify(event)}\n\n`),
        'data: [DONE]\n\n',
      ]);
    }
    const { type, body } = renderTranscription(request, words);
    return new Response(body, { headers: { 'content-type': type } });
  });
}

/** What was said, unless the control API put other words into its ears. */
function chooseWords(heard: Heard, fault: Fault | undefined, state: ControlState): Heard {
  if (fault?.kind === 'hallucination') {
    return { ...heard, text: fault.text, languages: detectLanguages(fault.text) };
  }
  const canned = takeReply(state, 'transcriptions');
  if (!canned) return heard;
  return { ...heard, text: canned.text, languages: canned.languages ?? detectLanguages(canned.text) };
}

function addResponses(app: Hono<Env>, context: StandInContext, state: ControlState): void {
  const stored = context.documents.collection<StoredResponse>('openai.responses');
  app.post('/v1/responses', async (c) => {
    const startedAt = context.clock.now();
    const body: unknown = await c.req.json().catch(() => {
      throw new Problem(400, { message: 'We could not parse the JSON body of your request.' });
    });
    const request = parseResponseRequest(body);
    const answer = answerRequest(request, c.env.fault, state);
    const endedAt = context.clock.now();
    const reply = renderResponse(request, answer, {
      makeId: (prefix) => makeId(context, prefix),
      startedAt,
      endedAt,
    });
    // Stored unless told otherwise, as live: a test can see whether `store: false` was forgotten.
    if (request.store ?? true) stored.put(reply.id, reply);
    if (request.stream) return renderEvents([...streamResponse(reply, answer)]);
    return c.json(reply);
  });
  const find = (id: string): StoredResponse => {
    const reply = stored.get(id);
    if (!reply) throw new Problem(404, { message: `Response with id '${id}' not found.` });
    return reply;
  };
  app.get('/v1/responses/:id', (c) => c.json(find(c.req.param('id'))));
  app.delete('/v1/responses/:id', (c) => {
    const { id } = find(c.req.param('id'));
    stored.delete(id);
    return c.json({ id, object: 'response', deleted: true });
  });
}

function makeId({ random }: StandInContext, prefix: string): string {
  const digits = Array.from({ length: 48 }, () => Math.floor(random() * 16).toString(16));
  return `${prefix}_${digits.join('')}`;
}

function answerRequest(request: ResponseRequest, fault: Fault | undefined, state: ControlState): Answer {
  if (fault?.kind === 'refusal') return { text: '', ending: 'refusal' };
  if (fault?.kind === 'content-filter') return { text: '', ending: 'content_filter' };
  const canned = takeReply(state, 'responses')?.output;
  const text = canned === undefined ? understand(request) : stringify(canned);
  if (fault?.kind === 'incomplete') return { text: cutInHalf(text), ending: 'max_output_tokens' };
  if (fault?.kind === 'malformed') return { text: cutInHalf(text), ending: 'completed' };
  return limitAnswer(request, { text, ending: 'completed' });
}

const stringify = (output: unknown): string => (typeof output === 'string' ? output : JSON.stringify(output));

const cutInHalf = (text: string): string => text.slice(0, text.length >> 1);
