import { useEffect } from 'react';

/** What went wrong, where it did: on the page, for who looks, and in the console, for tests. */
export function Problem({ text }: { text: string }) {
  useEffect(() => {
    console.error(text);
  }, [text]);
  return (
    <div role="alert" className="ui-kit-problem">
      {text}
    </div>
  );
}
