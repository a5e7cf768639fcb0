import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The smallest app in which every rule has something to look at; tests take things away from it. */
const FILES: Record<string, string> = {
  'manifest.yml': `app:
  id: ari:cloud:ecosystem::app/11111111-2222-4333-8444-555555555555
  runtime:
    name: nodejs24.x
modules:
  webtrigger:
    - key: phone
      function: phone-function
      urlFormat: v2
      response:
        type: dynamic
  consumer:
    - key: jobs
      queue: call-jobs
      function: jobs-function
  trigger:
    - key: comments
      function: jobs-function
      events:
        - avi:jira:commented:issue
  jira:adminPage:
    - key: admin
      resource: admin-page
      resolver:
        function: admin-function
      render: native
      title: Sample
  function:
    - key: phone-function
      handler: entry/phone.handle
    - key: jobs-function
      handler: entry/jobs.handle
    - key: admin-function
      handler: entry/admin.handle
resources:
  - key: admin-page
    path: static/admin/index.tsx
permissions:
  scopes:
    - storage:app
    - read:jira-work
    - write:servicedesk-request
  external:
    fetch:
      backend:
        - address: https://api.twilio.com
`,
  'package.json': '{ "name": "sample", "dependencies": { "@forge/react": "12.3.1" } }\n',
  'src/names.ts': "export const QUEUE = 'call-jobs';\nexport const HOST = 'https://api.twilio.com';\n",
  'src/entry/phone.ts': `import { Queue } from '@forge/events';
import { HOST, QUEUE } from '../names';
export const handle = async () => {
  await fetch(\`\${HOST}/2010-04-01/Accounts.json\`);
  await new Queue({ key: QUEUE }).push({ body: {} });
  return { statusCode: 204 };
};
`,
  'src/entry/jobs.ts': `import api, { route } from '@forge/api';
import { kvs } from '@forge/kvs';
const send = (method: string, path: unknown, body: unknown) => api.asApp().requestJira(path as never, { method, body: JSON.stringify(body) });
export const handle = async (event: { key: string }) => {
  await kvs.set('last', event.key);
  await api.asApp().requestJira(route\`/rest/api/3/issue/\${event.key}?fields=summary\`);
  await send('POST', route\`/rest/servicedeskapi/request/\${event.key}/comment\`, { body: 'x', public: false });
};
`,
  'src/entry/admin.ts': `import { makeResolver } from '@forge/resolver';
export const handle = makeResolver<{ state: () => string }>({ state: () => 'ready' });
`,
  'static/admin/effects.ts': `import { makeInvoke } from '@forge/bridge';
export const invoke = makeInvoke<{ state: () => string }>();
`,
  'static/admin/index.tsx': `import ForgeReconciler, { Text } from '@forge/react';
import { invoke } from './effects';
void invoke('state');
ForgeReconciler.render(<Text>ready</Text>);
`,
};

/** A change to one file: its new text, or `undefined` to leave it out. */
export type Change = (text: string) => string | undefined;

/** Writes the sample app, changed, to a new directory and returns its path. */
export function writeSample(changes: Record<string, Change> = {}): string {
  const directory = mkdtempSync(join(tmpdir(), 'sample-app-'));
  for (const path of new Set([...Object.keys(FILES), ...Object.keys(changes)])) {
    const text = FILES[path] ?? '';
    const changed = changes[path] ? changes[path](text) : text;
    if (changed === undefined) continue;
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), changed);
  }
  return directory;
}
