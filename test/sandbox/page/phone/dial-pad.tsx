const KEYS: { key: string; letters: string }[] = [
  { key: '1', letters: '' },
  { key: '2', letters: 'ABC' },
  { key: '3', letters: 'DEF' },
  { key: '4', letters: 'GHI' },
  { key: '5', letters: 'JKL' },
  { key: '6', letters: 'MNO' },
  { key: '7', letters: 'PQRS' },
  { key: '8', letters: 'TUV' },
  { key: '9', letters: 'WXYZ' },
  { key: '*', letters: '' },
  { key: '0', letters: '+' },
  { key: '#', letters: '' },
];

const NAMES: Record<string, string> = { '*': 'Star', '#': 'Hash' };

interface Props {
  press: (key: string) => void;
  /** Besides other things: smaller, and without letters. */
  isCompact?: boolean;
  /** The key that the keyboard has just pressed. */
  pressed?: string | undefined;
}

/** Dials before a call; sends tones during one. */
export function DialPad({ press, isCompact = false, pressed }: Props) {
  return (
    <fieldset className={`dial-pad${isCompact ? ' dial-pad-compact' : ''}`} aria-label="Dial pad">
      {KEYS.map(({ key, letters }) => (
        <button
          type="button"
          key={key}
          className={`dial-key${pressed === key ? ' dial-key-pressed' : ''}`}
          aria-label={NAMES[key] ?? key}
          onClick={() => press(key)}
        >
          <span className="dial-key-digit">{key}</span>
          {!isCompact && (
            <span className="dial-key-letters" aria-hidden="true">
              {letters}
            </span>
          )}
        </button>
      ))}
    </fieldset>
  );
}
