import { useActions } from '../page-context';

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

/** Dials before a call; sends tones during one. */
export function DialPad() {
  const { effects } = useActions();
  return (
    <fieldset className="dial-pad" aria-label="Dial pad">
      {KEYS.map(({ key, letters }) => (
        <button
          type="button"
          key={key}
          className="dial-key"
          aria-label={NAMES[key] ?? key}
          onClick={() => void effects.pressKey(key)}
        >
          <span className="dial-key-digit">{key}</span>
          <span className="dial-key-letters" aria-hidden="true">
            {letters}
          </span>
        </button>
      ))}
    </fieldset>
  );
}
