import { EgressFilteringService } from '@forge/egress';
import ts from 'typescript';
import { type App, type Finding, findAt, findInManifest, listPackages, walk } from './app-source';

/** SDKs that go to a host of their own accord. */
const PACKAGE_HOSTS: [pattern: RegExp, origin: string][] = [
  [/^openai$/, 'https://api.openai.com'],
  [/^twilio(\/lib\/(rest\/|index)|$)/, 'https://api.twilio.com'],
];

/** URLs that are told to somebody who goes there, and where they are told: the app itself asks for none of them. */
const TOLD: { origin: string; file: string }[] = [
  // Twilio asks its own echo while the app is out.
  { origin: 'https://twimlets.com', file: 'src/call/fallback.ts' },
];

interface HostUse {
  url: string;
  node: ts.Node;
}

/** The start of a URL as written; a value within the host is shown as `x`. */
function readUrl(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    return node.head.text + node.templateSpans.map(({ literal }) => `x${literal.text}`).join('');
  }
  return undefined;
}

function readHost(node: ts.Node): HostUse[] {
  const url = readUrl(node);
  // `https://${host}` says nothing: the value of `host` is looked at where it is written.
  if (url === undefined || !/^(https?|wss?):\/\/[^/]*\./.test(url) || !URL.canParse(url)) return [];
  return [{ url: new URL(url).origin, node }];
}

function readBareHosts(node: ts.Node): HostUse[] {
  return ts.isStringLiteralLike(node) && /^([a-z0-9-]+\.)+(com|net|io|org)$/.test(node.text)
    ? [{ url: `https://${node.text}`, node }]
    : [];
}

function listHosts(app: App): HostUse[] {
  return app.sources.flatMap((source) => {
    const ofPackages = listPackages(source).flatMap((name) =>
      PACKAGE_HOSTS.filter(([pattern]) => pattern.test(name)).map(([, url]) => ({
        url,
        node: source.statements[0] ?? source,
      })),
    );
    const own = [...walk(source)];
    const isTold = ({ url }: HostUse): boolean =>
      TOLD.some(({ origin, file }) => origin === url && file === app.nameOf(source));
    return [...ofPackages, ...own.flatMap(readHost), ...own.flatMap(readBareHosts)].filter(
      (use) => !isTold(use),
    );
  });
}

function listAddresses(app: App): { address: string; text: string }[] {
  const backend = app.manifest.permissions?.external?.fetch?.backend ?? [];
  return backend.map((entry) => {
    if (typeof entry === 'string') return { address: entry, text: entry };
    if ('address' in entry && typeof entry.address === 'string')
      return { address: entry.address, text: entry.address };
    const remote = app.manifest.remotes.find(({ key }) => 'remote' in entry && key === entry.remote);
    return { address: remote?.baseUrl ?? '', text: `remote: ${remote?.key ?? ''}` };
  });
}

/** Every host in the code is in the manifest's egress, and every egress address is some host in the code (V12). */
export function checkEgress(app: App): Finding[] {
  const hosts = listHosts(app);
  const addresses = listAddresses(app);
  const allowed = new EgressFilteringService(addresses.map(({ address }) => address));
  const isUsed = (address: string): boolean => {
    const filter = new EgressFilteringService([address]);
    return hosts.some(({ url }) => filter.isValidUrl(url));
  };
  return [
    ...hosts
      .filter(({ url }) => !allowed.isValidUrl(url))
      .map(({ url, node }) =>
        findAt(app, 'egress', node, `${url} is not in permissions.external.fetch.backend`),
      ),
    ...addresses
      .filter(({ address }) => address === '' || !isUsed(address))
      .map(({ address, text }) =>
        findInManifest(app, 'egress', text, `nothing in the code goes to ${address || text}`),
      ),
    ...addresses
      .filter(({ address }) => address.includes('*'))
      .map(({ text }) => findInManifest(app, 'egress', text, `${text} opens more than one host: name them`)),
  ];
}
