import { createHash } from 'node:crypto';
import { textOf } from '../desk/adf';

/** A digest of a document's text, to tell later whether somebody has changed it without keeping the text. */
export const digestOf = (document: unknown): string =>
  createHash('sha256').update(textOf(document)).digest('hex');
