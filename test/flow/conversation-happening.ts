import { z } from 'zod';
import { wordsOf } from '../../src/call/languages';
import { sleep } from '../sandbox/clock';
import { AGENT_ID } from '../sandbox/jira';
import type { Sandbox } from '../sandbox/sandbox';
import { makeCaptionedSpeech } from '../sandbox/wav';
import { type AdminAnswer, askAdmin } from './bench';
import type { Happening } from './conversation-file';
import { LONGEST_BEFORE_TONE } from './conversation-phone';
import { AFTERMATH_MS, awaitApp, check, endCall, type Scene } from './conversation-scene';

/** Lets something happen beside the call, or between two. */
export async function happen(scene: Scene, happening: Happening): Promise<void> {
  const { sandbox, plan } = scene;
  const { twilio, jira, openai, clock } = sandbox;
  const isCalling = scene.phone !== undefined && !scene.phone.caller.isOver();
  if (!isCalling) await endCall(scene);
  switch (happening.do) {
    case 'filed':
      return file(scene, happening.says, happening.in ?? plan.language);
    case 'agent':
      await actAsAgent(sandbox, happening.agent);
      return isCalling ? undefined : sleep(clock, AFTERMATH_MS);
    case 'texts':
      await ask(twilio, 'POST', '/texts', { from: scene.from, to: plan.number, body: happening.body });
      return isCalling ? undefined : sleep(clock, AFTERMATH_MS);
    case 'later':
      return sleep(clock, happening.ms);
    case 'openai':
      for (const fault of happening.faults) await ask(openai, 'POST', '/faults', fault);
      return;
    case 'heard':
      return ask(openai, 'POST', '/replies', happening.reply);
    case 'jira':
      return ask(jira, 'POST', '/faults', happening.faults);
    case 'twilio':
      return ask(twilio, 'POST', '/faults', happening.faults);
    case 'account':
      return ask(twilio, 'PATCH', '/settings', happening.account);
    case 'callee':
      return ask(twilio, 'PUT', `/callees/${happening.number}`, happening.callee);
    case 'fields':
      return ask(jira, 'PUT', '/request-types', happening.types);
    case 'faults-end':
      await ask(openai, 'DELETE', '/faults');
      return ask(jira, 'DELETE', '/faults');
    case 'admin':
      for (const [name, payload] of Object.entries(happening.admin))
        expectDone(await askAdmin(sandbox, name, payload));
      return;
    case 'check':
      await endCall(scene);
      return check(scene, happening.check);
  }
}

/** @throws Error with the words of the admin page where it refuses */
export function expectDone({ ok, error }: AdminAnswer): void {
  if (!ok) throw new Error(`The admin page answers: ${error?.message} (${error?.field ?? ''})`);
}

/** An earlier call of the same caller's, of which there is a request. */
async function file(
  { sandbox, plan, from }: Scene,
  text: string,
  language: Scene['language'],
): Promise<void> {
  const { twilio, clock } = sandbox;
  const wav = makeCaptionedSpeech({ text, language: wordsOf(language).tag });
  const call = twilio.placeCall({ from, to: plan.number });
  const act = (deed: () => void): void => void clock.after(500, deed);
  let isOffered = false;
  call.subscribe((event) => {
    if (event.kind === 'gather-started') isOffered = event.timeout > LONGEST_BEFORE_TONE;
    if (event.kind === 'listening' && isOffered) act(() => call.press('1'));
    if (event.kind === 'recording-started') act(() => call.speak(wav));
    if (event.kind === 'recording-ended') act(() => call.hangUp());
  });
  await call.ended;
  await awaitApp(sandbox, call.sid);
}

const Listed = z.object({ requests: z.array(z.object({ key: z.string() })) });

/** What somebody does to the newest request. */
async function actAsAgent(
  { jira }: Sandbox,
  what: Extract<Happening, { do: 'agent' }>['agent'],
): Promise<void> {
  const { requests } = Listed.parse(await (await jira.control.request('/requests')).json());
  const path = `/requests/${requests[0]?.key ?? 'none'}`;
  const accountId = AGENT_ID;
  if ('transition' in what)
    await ask(jira, 'POST', `${path}/transitions`, { accountId, transition: what.transition });
  else {
    const isPublic = 'comments' in what;
    const text = isPublic ? what.comments : what.notes;
    await ask(jira, 'POST', `${path}/comments`, { accountId, text, public: isPublic });
  }
}

/** Asks a stand-in's control API. */
async function ask(
  standIn: Pick<Sandbox['jira'], 'control'>,
  method: string,
  path: string,
  body?: unknown,
): Promise<void> {
  const response = await standIn.control.request(path, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
}
