import type { LoadedDocument } from '../load';
import type { Next } from '../session';
import type { WebhookParams } from '../signature';
import { readText, type TwimlElement } from '../twiml/document';

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

/** `<Redirect>`: on to its URL, or to the same document again. */
export function redirect(verb: TwimlElement, document: LoadedDocument): Next {
  const text = readText(verb);
  const url = text === '' ? document.url : resolveUrl(text, document);
  const method = readMethod(verb.attributes.method);
  return { kind: 'fetch', target: { url, method, params: {}, purpose: 'redirected' } };
}
