import { join } from 'node:path';
import { setEnvironmentData } from 'node:worker_threads';

/*
 * For test runs alone: the workers that they start take what V8 has compiled of a bundle from a folder, which halves a
 * cold start. The bench and `npm start` don't load this: their cold starts are what they are.
 */

const CHECKOUT = join(import.meta.dirname, '..', '..', '..');
setEnvironmentData('compile-cache', join(CHECKOUT, '.sandbox', 'cache', 'compiled'));
