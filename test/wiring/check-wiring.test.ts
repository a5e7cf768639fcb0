import { rmSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { readApp } from './app-source';
import { checkWiring } from './check-wiring';
import { type Change, writeSample } from './sample-app';

const written: string[] = [];
afterEach(() => {
  for (const directory of written.splice(0)) rmSync(directory, { recursive: true, force: true });
});

function check(changes: Record<string, Change>): string[] {
  const directory = writeSample(changes);
  written.push(directory);
  return checkWiring(readApp(directory)).map(({ file, message }) => `${file}: ${message}`);
}

const without =
  (part: string): Change =>
  (text) => {
    if (!text.includes(part)) throw new Error(`the sample has no ${part}`);
    return text.replace(part, '');
  };
const replacing =
  (part: string, by: string): Change =>
  (text) => {
    if (!text.includes(part)) throw new Error(`the sample has no ${part}`);
    return text.replace(part, by);
  };
const adding =
  (more: string): Change =>
  (text) =>
    text + more;

describe('the wiring of an app in which all is well', () => {
  it('has nothing to say', () => {
    expect(check({})).toEqual([]);
  });
});

describe('scopes (V11)', () => {
  it.each([
    ['storage:app', 'src/entry/jobs.ts'],
    ['read:jira-work', 'src/entry/jobs.ts'],
    ['write:servicedesk-request', 'src/entry/jobs.ts'],
  ])('misses %s', (scope, file) => {
    const findings = check({ 'manifest.yml': without(`    - ${scope}\n`) });
    expect(findings.join('\n')).toContain(`needs the scope ${scope}`);
    expect(findings[0]).toContain(file);
  });

  it('misses the scope of an event that nothing else needs', () => {
    const findings = check({
      'manifest.yml': (text) => without('    - read:jira-work\n')(text),
      'src/entry/jobs.ts': without(
        '  await api.asApp().requestJira(route`/rest/api/3/issue/${event.key}?fields=summary`);\n',
      ),
    });
    expect(findings).toEqual(['manifest.yml: avi:jira:commented:issue needs the scope read:jira-work']);
  });

  it('finds one that nothing needs', () => {
    const findings = check({
      'manifest.yml': replacing(
        '    - storage:app\n',
        '    - storage:app\n    - manage:jira-configuration\n',
      ),
    });
    expect(findings).toEqual(['manifest.yml: nothing needs the scope manage:jira-configuration']);
  });

  it.each([
    ['api.asApp().requestJira(route`/rest/api/3/unheard/${1}`)', 'is not in test/wiring/jira-routes.ts'],
    ["send('DELETE', route`/rest/api/3/issue/${1}`, {})", 'needs the scope write:jira-work'],
    [
      "api.asApp().requestJira(route`/rest/api/3/issue/${1}`, { method: 'PUT' })",
      'needs the scope write:jira-work',
    ],
    ["send({ method: 'PUT', path: route`/rest/api/3/issue/${1}` })", 'needs the scope write:jira-work'],
    ['api.asApp().requestJira(route`/rest/api/3/issue/${1}`, options)', 'write the method beside the route'],
    [
      'api.asApp().requestJira(route`/rest/api/3/issue/${1}`, { ...options })',
      'write the method beside the route',
    ],
    ["api.asApp().requestJira('/rest/api/3/issue/1')", 'write Jira paths with route`…`'],
    ['api.asApp().requestJira(`/rest/api/3/issue/${1}`)', 'write Jira paths with route`…`'],
    ['privacy.reportPersonalData([])', 'needs the scope report:personal-data'],
    [
      '{ const p = route`/rest/api/3/issue/${1}`; return send("PUT", p, 1); }',
      'needs the scope write:jira-work',
    ],
    ['{ const p = route`/rest/api/3/issue/${1}`; return remove(p); }', 'needs the scope write:jira-work'],
    ['jira.put(route`/rest/api/3/issue/${1}`)', 'needs the scope write:jira-work'],
    ['ask(route`/rest/api/3/issue/${1}`, { body: 1, method })', 'write the method beside the route'],
  ])('reads %s', (call, expected) => {
    const remove = "const remove = (path: unknown) => ask(path, { method: 'DELETE' });\n";
    const findings = check({ 'src/entry/jobs.ts': adding(`${remove}export const more = () => ${call};\n`) });
    expect(findings).toHaveLength(1);
    expect(findings[0]).toContain(expected);
  });

  it('takes a call without a method for a GET, as Forge does', () => {
    const code =
      'export const more = () => { const p = route`/rest/api/3/issue/${1}`; return read(p, { body: 1 }); };\n';
    expect(check({ 'src/entry/jobs.ts': adding(code) })).toEqual([]);
  });

  it('takes a query that was put together elsewhere for what it is', () => {
    const call = 'api.asApp().requestJira(route`/rest/api/3/mypermissions${query}`)';
    expect(check({ 'src/entry/jobs.ts': adding(`export const more = () => ${call};\n`) })).toEqual([]);
  });
});

describe('egress (V12)', () => {
  it('misses a host', () => {
    const findings = check({ 'manifest.yml': (text) => text.slice(0, text.indexOf('  external:')) });
    expect(findings).toEqual([
      'src/names.ts: https://api.twilio.com is not in permissions.external.fetch.backend',
    ]);
  });

  it('finds one that nothing goes to', () => {
    const findings = check({ 'src/names.ts': replacing('https://api.twilio.com', 'https://') });
    expect(findings).toEqual(['manifest.yml: nothing in the code goes to https://api.twilio.com']);
  });

  it('wants hosts by name', () => {
    const findings = check({ 'manifest.yml': replacing('https://api.twilio.com', '"*.twilio.com"') });
    expect(findings).toEqual(['manifest.yml: *.twilio.com opens more than one host: name them']);
  });

  it('lets a URL be that is told to Twilio, where it is told and nowhere else', () => {
    const code = "export const echo = 'https://twimlets.com/echo';\n";
    expect(check({ 'src/call/fallback.ts': () => code })).toEqual([]);
    expect(check({ 'src/names.ts': adding(code) })).toEqual([
      'src/names.ts: https://twimlets.com is not in permissions.external.fetch.backend',
    ]);
  });

  it.each([
    ["import OpenAI from 'openai';\nexport const ai = new OpenAI();\n", 'https://api.openai.com'],
    [
      'export const url = (region: string) => `https://api.${region}.example.com/v1`;\n',
      'https://api.x.example.com',
    ],
    ["export const host = 'media.example.com';\n", 'https://media.example.com'],
  ])('sees the host in %j', (code, url) => {
    expect(check({ 'src/names.ts': adding(code) })).toEqual([
      `src/names.ts: ${url} is not in permissions.external.fetch.backend`,
    ]);
  });
});

describe('handlers', () => {
  it.each(['phone', 'jobs', 'admin'])('misses entry/%s.handle', (door) => {
    const findings = check({
      [`src/entry/${door}.ts`]: replacing('export const handle', 'export const other'),
    });
    expect(findings).toContain(
      `manifest.yml: entry/${door}.handle: src/entry/${door}.ts does not export handle`,
    );
  });

  it('misses a whole file', () => {
    const findings = check({ 'src/entry/phone.ts': () => undefined });
    expect(findings).toContain('manifest.yml: entry/phone.handle: src/entry/phone.ts does not export handle');
  });

  it('finds a front door that nothing opens, and a function that nothing uses', () => {
    const findings = check({
      'src/entry/sweep.ts': () => 'export const handle = () => undefined;\n',
      'manifest.yml': replacing(
        '  function:\n',
        '  function:\n    - key: idle\n      handler: entry/phone.handle\n',
      ),
    });
    expect(findings).toEqual([
      'manifest.yml: no module uses the function idle',
      'src/entry/sweep.ts: no function of the manifest opens this',
    ]);
  });
});

describe('queues', () => {
  it('misses the consumer of a queue, and the queue of a consumer', () => {
    expect(check({ 'manifest.yml': replacing('queue: call-jobs', 'queue: other') })).toEqual([
      'src/entry/phone.ts: the queue call-jobs has no consumer in the manifest',
      'manifest.yml: nothing pushes to the queue other',
    ]);
  });

  it('wants a key that can be read', () => {
    const findings = check({ 'src/entry/phone.ts': replacing('key: QUEUE', 'key: String(QUEUE)') });
    expect(findings[0]).toContain('write the key of the queue as a constant');
  });
});

describe('resolvers and resources', () => {
  it('misses a definition that a screen invokes', () => {
    const findings = check({ 'static/admin/index.tsx': replacing("invoke('state')", "invoke('save')") });
    expect(findings).toEqual([
      'static/admin/index.tsx: src/entry/admin.ts does not define save',
      'src/entry/admin.ts: no screen of src/entry/admin.ts invokes state',
    ]);
  });

  it('reads definitions one by one, and the plain invoke', () => {
    const findings = check({
      'src/entry/admin.ts': () =>
        "import Resolver from '@forge/resolver';\nconst all = new Resolver();\nall.define('state', () => 'a').define('test', () => 'b');\nexport const handle = all.getDefinitions();\n",
      'static/admin/effects.ts': () => "export { invoke } from '@forge/bridge';\n",
    });
    expect(findings).toEqual(['src/entry/admin.ts: no screen of src/entry/admin.ts invokes test']);
  });

  it('misses a resource, and finds a screen that is none', () => {
    expect(check({ 'manifest.yml': replacing('static/admin/index.tsx', 'static/admin/main.tsx') })).toContain(
      'manifest.yml: the resource admin-page is not at static/admin/main.tsx',
    );
    expect(check({ 'static/panel/index.tsx': () => 'export {};\n' })).toEqual([
      'static/panel/index.tsx: no resource of the manifest is this screen',
    ]);
  });
});
