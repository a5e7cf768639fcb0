import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../sandbox/sandbox';
import { type AdminAnswer, askAdmin, callSaying, openSandbox } from './bench';

/** What the page hands to Jira to be drawn: https://developer.atlassian.com/platform/forge/ui-kit/ */
interface Node {
  type: string;
  props: Record<string, unknown>;
  children?: Node[];
}

const all = (node: Node): Node[] => [node, ...(node.children ?? []).flatMap(all)];
const textOf = (node: Node): string =>
  all(node)
    .map(({ type, props }) =>
      type === 'String' ? String(props.text) : String(props.title ?? props.label ?? ''),
    )
    .join(' ');

/** The page's own code, between a bridge that is ours and the app's own resolver in the sandbox. */
describe('the admin page', () => {
  let sandbox: Sandbox;
  let drawn: Node | undefined;
  const carried: string[] = [];

  const callBridge = async (
    command: string,
    data: { forgeDoc?: Node; functionKey?: string; payload?: unknown },
  ) => {
    if (command === 'reconcile') drawn = data.forgeDoc;
    if (command !== 'invoke') return undefined;
    const answer: AdminAnswer = await askAdmin(sandbox, data.functionKey ?? '', data.payload ?? {});
    carried.push(JSON.stringify(answer));
    return answer;
  };
  const seen = (): string => (drawn === undefined ? '' : textOf(drawn));
  const until = (text: RegExp): Promise<void> =>
    expect.poll(seen, { timeout: 10_000 }).toMatch(text) as Promise<void>;
  const find = (type: string, label: RegExp): Node => {
    const found = drawn && all(drawn).find((node) => node.type === type && label.test(textOf(node)));
    if (found === undefined) throw new Error(`The page has no ${type} ${label}`);
    return found;
  };
  const field = (name: string): Node => {
    const found = drawn && all(drawn).find(({ props }) => props.name === name);
    if (found === undefined) throw new Error(`The page has no field ${name}`);
    return found;
  };
  const type = (name: string, value: string): void => {
    (field(name).props.onChange as (event: unknown) => void)({ target: { type: 'text', name, value } });
  };
  const submit = async (button: RegExp): Promise<void> => {
    const form = find('Form', button);
    await (form.props.onSubmit as () => Promise<void>)();
  };

  const press = (label: RegExp): void => (find('Button', label).props.onClick as () => void)();

  beforeAll(async () => {
    sandbox = await openSandbox({ setUp: false });
    Object.assign(globalThis, { self: globalThis, __bridge: { callBridge } });
    await import('../../static/admin/index');
  }, 180_000);
  afterAll(() => sandbox.close());

  it('shows what is missing in a new installation', async () => {
    await until(/Missing .*Twilio account.*Missing .*OpenAI key.*Missing .*Line/s);
    expect(seen()).toMatch(/webtrigger\.atlassian\.app\/public\/[^ ]+\/call/);
  });

  it('takes credentials and a line, and never gets a secret back (V13)', async () => {
    const { accountSid, authToken } = sandbox.twilio.credentials;
    type('accountSid', accountSid);
    type('authToken', authToken);
    await submit(/Save Twilio account/);
    await until(/The Twilio account is saved/);
    type('apiKey', 'sk-sandbox-00000000000000000000');
    await submit(/Save OpenAI key/);
    await until(/The OpenAI key is saved/);
    type('number', '+1 (415) 555-0100');
    type('name', 'the help desk');
    const choice = find('Select', /.*/);
    const [desk] = choice.props.options as { options: { label: string; value: string }[] }[];
    (choice.props.onChange as (choice: unknown) => void)(desk?.options[0]);
    await submit(/Save line/);
    await until(/The line \+14155550100 is saved/);
    expect(seen()).not.toMatch(/Missing/);
    for (const secret of [authToken, 'sk-sandbox']) expect(carried.join()).not.toContain(secret);
  });

  it('makes a line that answers', async () => {
    press(/Connect +\+14155550100/);
    await until(/\+14155550100 is connected/);
    const report = await callSaying(sandbox, 'The beamer in the lobby is dark.');
    expect(report.state).toBe('closed');
    expect(report.texts[0]).toMatch(/^the help desk/);
  });

  it('pauses intake with one switch: the next caller is turned away, and the admin sees how many', async () => {
    press(/Pause intake/);
    await until(/Intake is paused/);
    const report = await callSaying(sandbox, 'The beamer in the lobby is dark again.');
    expect([report.state, report.request]).toEqual(['unknown', undefined]);
    expect((await askAdmin(sandbox, 'getSetup')).value).toMatchObject({ paused: { turnedAway: 1 } });
    press(/Take calls again/);
    await until(/Calls are taken again/);
    expect(seen()).not.toMatch(/Intake is paused/);
  });

  it('shows what the app did, by ids and codes', async () => {
    press(/Show what the app did/);
    await until(/resume intake: done.*turn a caller away: done.*pause intake: done.*make the request: done/s);
    expect(seen()).not.toContain('beamer');
  });

  it('keeps the form and says what is wrong when the app refuses', async () => {
    type('accountSid', 'AC'.padEnd(34, '0'));
    type('authToken', 'short');
    await submit(/Save Twilio account/);
    await until(/front page of the Twilio console/);
    expect(seen()).not.toMatch(/The Twilio account is saved/);
  });

  it('is bundled as Forge would deploy it', async () => {
    const folders = await sandbox.forge.bundleResources();
    expect([...folders.keys()]).toEqual(['admin']);
  }, 120_000);
});
