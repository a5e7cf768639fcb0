import { useEffect, useState } from 'react';
import { systemClock } from '../../clock';

/** Milliseconds for which a key looks pressed. */
const FLASH = 160;
/** Where digits are text, or choose something. */
const TAKES_TEXT = 'input, textarea, select, [contenteditable="true"], [role="combobox"], [role="menu"]';

/**
 * Lets the keyboard's digits, `*` and `#` press keys while `isActive`, unless they go into a text field.
 * Gives the key that was pressed a moment ago, for the pad to show.
 */
export function useCallKeys(isActive: boolean, press: (key: string) => void): string | undefined {
  const [pressed, setPressed] = useState<{ key: string }>();
  useEffect(() => {
    if (!isActive) return;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!isKey(event)) return;
      event.preventDefault();
      setPressed({ key: event.key });
      press(event.key);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [isActive, press]);
  useEffect(() => {
    if (pressed) return systemClock.after(FLASH, () => setPressed(undefined));
  }, [pressed]);
  return pressed?.key;
}

function isKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey) return false;
  // On some keyboards `#` is made with Alt.
  if (!/^[\d*#]$/.test(event.key) || (event.altKey && event.key !== '#')) return false;
  return !(event.target instanceof Element && event.target.closest(TAKES_TEXT));
}
