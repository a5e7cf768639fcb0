import { setGlobalTheme } from '@atlaskit/tokens/set-global-theme';
import type { ColourMode } from './state';

const KEY = 'voice-to-ticket.colour-mode';

/** What was chosen before on this machine; the system's choice otherwise. */
export function readColourMode(): ColourMode {
  const stored = localStorage.getItem(KEY);
  return stored === 'light' || stored === 'dark' ? stored : 'auto';
}

/** Resolves when the colours are there. */
export async function showColourMode(colourMode: ColourMode): Promise<void> {
  localStorage.setItem(KEY, colourMode);
  await applyColours(colourMode);
}

/** As `showColourMode`, for this page alone. */
export async function applyColours(colourMode: ColourMode): Promise<void> {
  await setGlobalTheme({
    colorMode: colourMode,
    spacing: 'spacing',
    typography: 'typography',
    shape: 'shape',
  });
}
