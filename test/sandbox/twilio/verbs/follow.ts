import type { LoadedDocument } from '../load';
import type { Next } from '../session';
import type { WebhookParams } from '../signature';
import type { TwimlElement } from '../twiml/document';

/** A URL in a document: absolute, or relative to where the document came from. Its fragment is kept. */
export const resolveUrl = (url: string, document: LoadedDocument): string =>
  URL.parse(url, document.url)?.href ?? url;

export const readMethod = (value: string | undefined): 'GET' | 'POST' => (value === 'GET' ? 'GET' : 'POST');

/** On to the verb's `action`; without one, the same document is asked for again. */
export function fetchAction(
  verb: TwimlElement,
  document: LoadedDocument,
  purpose: string,
  params: WebhookParams,
): Next {
  const { action, method } = verb.attributes;
  const url = action === undefined || action === '' ? document.url : resolveUrl(action, document);
  return { kind: 'fetch', target: { url, method: readMethod(method), params, purpose } };
}
