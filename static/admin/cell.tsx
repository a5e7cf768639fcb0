import { Stack } from '@forge/react';
import type { ReactNode } from 'react';

/**
 * A cell of a table. UI Kit's table calls a component that it finds as the content of a cell itself, and so breaks React's
 * rules for hooks when rows come and go; inside of a plain element it leaves it alone.
 */
export const cell = (key: string, content: ReactNode) => ({ key, content: <Stack>{content}</Stack> });
