import { createContext, type ReactNode } from 'react';
import type { ForgeNode } from './forge-doc';

/**
 * What the sandbox adds beside something that the app has drawn, by its `testId`: what a live page can't do, such as to
 * say a sentence aloud.
 */
export const Beside = createContext<(testId: string, node: ForgeNode) => ReactNode>(() => null);
